import { createHash } from 'node:crypto'
import type { Header } from 'tar-stream'
import { maxImageBytes, maxTextBytes, type FileContent, type TextForm } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { openArchive, putArchive } from './archive.ts'
import type { Spot } from './place.ts'
import { archiveOf, beginningOf, entryOf, firstFile } from './tar.ts'
import { decodeText, encodeText, imageType } from './text.ts'

/** The first bytes of what is neither text nor picture, to tell what it is by. */
const maxBinaryBytes = 4096

/** `path` is no link, and a file. */
export async function readContent(client: EngineClient, spot: Spot, path: string): Promise<FileContent> {
  const { header, content } = await firstFile(await openArchive(client, spot, path))
  const bytes = header.size
  const start = await beginningOf(content, Math.max(maxTextBytes, bytes <= maxImageBytes ? maxImageBytes : 0))
  const whole = start.length >= bytes
  const shown = showAs(start, whole)
  const entry = entryOf(header, path.slice(path.lastIndexOf('/') + 1))
  const readBytes = shown.kind === 'text' ? Math.min(start.length, maxTextBytes) : start.length
  const version = whole && start.length <= maxTextBytes ? digest(start) : null
  return { path, entry, version, readBytes, shown }
}

function showAs(start: Buffer, whole: boolean): FileContent['shown'] {
  const type = imageType(start)
  if (type !== null && whole) return { kind: 'image', type, base64: start.toString('base64') }
  const fits = whole && start.length <= maxTextBytes
  const decoded = type === null ? decodeText(start.subarray(0, maxTextBytes), fits) : null
  if (decoded) return { kind: 'text', ...decoded }
  return { kind: 'binary', base64: start.subarray(0, maxBinaryBytes).toString('base64') }
}

/** Throws `conflict` when the file does not hold `version` any more (null: whatever it holds). */
export async function writeContent(
  client: EngineClient,
  spot: Spot,
  path: string,
  { text, form, version }: { text: string; form: TextForm; version: string | null },
): Promise<string> {
  const bytes = encodeText(text, form)
  if (bytes === null)
    throw new BerthError('bad-input', `The text has letters that ${form.encoding} can't write.`, {
      hint: 'Take them out, or save a copy of the text as UTF-8.',
    })
  const before = await headerNow(client, spot, path, version)
  const name = path.slice(path.lastIndexOf('/') + 1)
  const tar = archiveOf({ ...before, name, size: bytes.length, mtime: new Date(), type: 'file' }, bytes)
  await putArchive(client, spot, path.slice(0, -name.length - 1) || '/', tar)
  return digest(bytes)
}

/** The file's owner and permissions as they are now. */
async function headerNow(
  client: EngineClient,
  spot: Spot,
  path: string,
  version: string | null,
): Promise<Pick<Header, 'mode' | 'uid' | 'gid'>> {
  const { header, content } = await firstFile(await openArchive(client, spot, path))
  const now = await beginningOf(content, maxTextBytes + 1)
  if (version !== null && digest(now) !== version)
    throw new BerthError('conflict', `${path} was changed by somebody else while it was open here.`, {
      hint: 'Look at what it holds now, or overwrite it with your text.',
    })
  const { mode, uid, gid } = header
  return { mode, uid, gid }
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

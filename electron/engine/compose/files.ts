import { createHash, randomUUID } from 'node:crypto'
import { access, chown, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { maxComposeBytes, type ComposeFiles, type ComposeText } from '../../api/schema/compose.ts'
import { BerthError, isSystemError, toBerthError } from '../../base/errors.ts'

/**
 * The names that compose looks for in a folder, the first that is there, and what it lays over that one
 * (compose-go, `cli.DefaultFileNames` and `cli.DefaultOverrideFileNames`).
 */
const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** The compose files that a path stands for: itself, or what compose would take in that folder. */
export async function findFiles(where: string): Promise<ComposeFiles> {
  const found = await stat(where).catch((thrown: unknown) => {
    throw fileError('open', where, thrown)
  })
  const chosen = { envFiles: [], profiles: [] }
  if (!found.isDirectory()) return { files: [where], dir: path.dirname(where), ...chosen }
  const file = await firstOf(where, names)
  if (file === null)
    throw new BerthError('not-found', `There is no compose file in ${where}.`, {
      hint: `Compose looks for ${names.join(', ')}: open the file itself if it is called otherwise.`,
    })
  const over = await firstOf(where, overrides)
  return { files: over === null ? [file] : [file, over], dir: where, ...chosen }
}

async function firstOf(dir: string, candidates: readonly string[]): Promise<string | null> {
  for (const name of candidates) {
    const file = path.join(dir, name)
    if (await areHere([file])) return file
  }
  return null
}

/** Whether all of these are on this computer. */
export async function areHere(files: readonly string[]): Promise<boolean> {
  const found = await Promise.allSettled(files.map((file) => access(file)))
  return found.every(({ status }) => status === 'fulfilled')
}

/** A text file of compose's, whole. Rejects where it is too large, or no text. */
export async function readText(file: string): Promise<ComposeText> {
  try {
    const { size } = await stat(file)
    if (size > maxComposeBytes)
      throw new BerthError('bad-input', `${file} has ${size} bytes: that is too large to be edited here.`, {
        hint: 'Edit it with another program.',
      })
    const bytes = await readFile(file)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { path: file, text, mark: markOf(bytes) }
  } catch (thrown) {
    if (thrown instanceof TypeError)
      throw new BerthError('bad-input', `${file} is no text in UTF-8.`, {
        hint: 'Convert it to UTF-8, which is what compose reads.',
        cause: thrown,
      })
    throw fileError('read', file, thrown)
  }
}

export const markOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Writes a file anew beside itself and puts it in place in one step, so that nobody ever reads half of it. A link is
 * followed; mode and owner stay. `check` is given the new file before it counts, and its rejection keeps the old one.
 */
export async function replaceText(
  file: string,
  text: string,
  check: (candidate: string) => Promise<void>,
): Promise<void> {
  try {
    const target = await realpath(file)
    const { mode, uid, gid } = await stat(target)
    await writeWhole(target, text, mode & 0o7777, async (candidate) => {
      // Who may not give files away keeps them as their own.
      await chown(candidate, uid, gid).catch(() => undefined)
      await check(candidate)
    })
  } catch (thrown) {
    throw fileError('save', file, thrown)
  }
}

/** Writes a file whole or not at all. Its name while it is none yet ends as the file's does, as programs expect of YAML. */
export async function writeWhole(
  file: string,
  text: string,
  mode: number,
  check?: (candidate: string) => Promise<void>,
): Promise<void> {
  const candidate = path.join(path.dirname(file), `.${randomUUID()}.${path.basename(file)}`)
  try {
    const handle = await open(candidate, 'wx', mode)
    try {
      // What the umask took away.
      await handle.chmod(mode)
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await check?.(candidate)
    await rename(candidate, file)
  } catch (thrown) {
    await rm(candidate, { force: true })
    throw thrown
  }
}

/** Writes a new file; `conflict` when there is one already. */
export async function createText(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o644)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    if (isSystemError(thrown) && thrown.code === 'EEXIST')
      throw new BerthError('conflict', `${file} is there already.`, {
        hint: 'Choose another folder or name, or open that file.',
        cause: thrown,
      })
    throw fileError('make', file, thrown)
  }
}

const reasons: Readonly<Record<string, readonly [code: 'not-found' | 'bad-input', why: string]>> = {
  ENOENT: ['not-found', 'it is not there'],
  ENOTDIR: ['not-found', 'it is not there'],
  EACCES: ['bad-input', 'permission is denied'],
  EPERM: ['bad-input', 'permission is denied'],
  EISDIR: ['bad-input', 'it is a folder'],
  EROFS: ['bad-input', 'its disk is read-only'],
}

function fileError(doing: 'open' | 'read' | 'save' | 'make', file: string, thrown: unknown): BerthError {
  const reason = isSystemError(thrown) ? reasons[thrown.code] : undefined
  if (!reason) return toBerthError(thrown)
  const [code, why] = reason
  return new BerthError(code, `Could not ${doing} ${file}: ${why}.`, {
    hint: code === 'not-found' ? 'It may have been moved or removed.' : 'Check who may use it.',
    cause: thrown,
  })
}

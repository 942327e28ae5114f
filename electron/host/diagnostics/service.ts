import { open, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { DiagnosticsFile } from '../../api/schema/diagnostics.ts'
import type { DiagnosticsService } from '../../api/services/diagnostics.ts'
import { withDeadline } from '../../base/deadline.ts'
import { BerthError, isSystemError, toBerthError } from '../../base/errors.ts'
import { knownSecrets } from '../redact/known.ts'
import { redactText, withoutValues } from '../redact/text.ts'
import { bundleFiles, type BundleParts, type Part } from './parts.ts'
import { zip, type ZipEntry } from './zip.ts'

/** Milliseconds for one part: a machine that hangs must not keep its own report from being made. */
const partMs = 30_000

const about = `What Berth knows of itself and of this computer, for finding out what is wrong.

Taken out: tokens, passwords, keys, logins to registries, the values of environment variables, and who proxies log in as.
Left in: names of containers, images and files as logs tell them. Look through it before you hand it on.
`

/** Makes diagnostics. What fails of them is told in their place, and keeps none of the rest away. */
export function diagnosticsService(parts: BundleParts): DiagnosticsService {
  const make = (signal: AbortSignal): Promise<{ data: Buffer; names: string[] }> => bundle(parts, signal)
  return {
    async contents() {
      const files = await bundleFiles(parts)
      return Promise.all(files.map(async ({ name, what, bytes }) => ({ name, what, bytes: await bytes() })))
    },
    download: () => ({
      name: bundleName(new Date()),
      type: 'application/zip',
      bytes: null,
      open: async (signal) => Readable.from([(await make(signal)).data], { objectMode: false }),
    }),
    async write(file, signal): Promise<DiagnosticsFile> {
      const target = await targetOf(file)
      const { data, names } = await make(signal)
      await writeNew(target, data)
      return { path: target, bytes: data.length, parts: names }
    },
  }
}

export const bundleName = (at: Date): string =>
  `berth-diagnostics-${at.toISOString().slice(0, 19).replaceAll(/[:T]/g, '-')}.zip`

async function bundle(parts: BundleParts, signal: AbortSignal): Promise<{ data: Buffer; names: string[] }> {
  const docker = path.join(parts.env['DOCKER_CONFIG'] || path.join(os.homedir(), '.docker'), 'config.json')
  const settings = await parts.settings().catch(() => null)
  const secrets = await knownSecrets(parts.paths, parts.env, docker, settings)
  const clean = (text: string): string =>
    withoutValues(redactText(text), secrets).replaceAll(os.homedir(), '~')
  const files = await bundleFiles(parts)
  const read = await Promise.all(files.map((part) => textOf(part, signal)))
  const entries = files.flatMap(({ name }, at): ZipEntry[] => {
    const text = read[at]
    return text == null ? [] : [{ name, data: Buffer.from(clean(text)) }]
  })
  const all = [{ name: 'README.txt', data: Buffer.from(about) }, ...entries]
  return { data: zip(all), names: all.map(({ name }) => name) }
}

function textOf({ name, read }: Part, signal: AbortSignal): Promise<string | null> {
  const deadline = {
    ms: partMs,
    message: `${name} was not there within ${partMs / 1000} seconds.`,
    hint: '',
  }
  return withDeadline(deadline, signal, read).catch((thrown: unknown) => {
    signal.throwIfAborted()
    return `This could not be read: ${toBerthError(thrown).message}\n`
  })
}

/** A folder gets a name in it. */
async function targetOf(file: string): Promise<string> {
  const absolute = path.resolve(file)
  const found = await stat(absolute).catch(() => null)
  return found?.isDirectory() ? path.join(absolute, bundleName(new Date())) : absolute
}

async function writeNew(file: string, data: Buffer): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(data).finally(() => handle.close())
  } catch (thrown) {
    if (!isSystemError(thrown) || thrown.code === 'ENOSPC') throw thrown
    const why = thrown.code === 'EEXIST' ? 'there is a file of that name' : thrown.message
    throw new BerthError('bad-input', `The diagnostics could not be written to ${file}: ${why}.`, {
      hint: 'Name another file with "berth diagnostics --out FILE".',
      cause: thrown,
    })
  }
}

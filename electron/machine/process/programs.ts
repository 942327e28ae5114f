import { execFile } from 'node:child_process'
import { access, constants, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { BerthError } from '../../base/errors.ts'

const runMs = 20_000

/** Where a program of a hypervisor's is looked for, and what to say when it is not there. */
export interface Place {
  readonly folders: readonly string[]
  /** "in the PATH" */
  readonly where: string
  /** the ending of a program's file */
  readonly ending: '' | '.exe'
  readonly hint: string
}

/** The folder that an environment variable names, else those of the PATH; `before` come first in any case but that one. */
export function placeOf(
  env: NodeJS.ProcessEnv,
  variable: string,
  rest: Pick<Place, 'ending' | 'hint'>,
  before: readonly string[] = [],
): Place {
  const asked = env[variable]
  if (asked) return { ...rest, folders: [asked], where: `in ${variable} (${asked})` }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  return { ...rest, folders: [...before, ...folders], where: 'in the PATH' }
}

/** The first file of this name in the place that may be run. Rejects with `hypervisor-missing`. */
export async function findProgram(name: string, { folders, where, ending, hint }: Place): Promise<string> {
  for (const folder of folders) {
    const file = path.resolve(folder, name + ending)
    const runnable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runnable) return file
  }
  throw new BerthError('hypervisor-missing', `${name} was not found ${where}.`, { hint })
}

/** The version that a program tells, "7.2.22". Rejects with `hypervisor-failed` when it does not run. */
export async function versionOf(file: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(file, args, { signal, timeout: runMs })
    const version = /version:? v?(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1]
    if (!version) throw new Error(`it did not tell its version: ${stdout.slice(0, 100)}`)
    return version
  } catch (cause) {
    signal.throwIfAborted()
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new BerthError('hypervisor-failed', `${file} does not run: ${why}`, {
      hint: 'Install it again, or have another one found: its folder before the others in the PATH.',
      cause,
    })
  }
}

/** Rejects with `hypervisor-too-old` a version below `oldest`, such as "6.2". */
export function requireVersion(name: string, version: string, oldest: string, hint: string): void {
  if (newEnough(version, oldest)) return
  throw new BerthError(
    'hypervisor-too-old',
    `${name} ${version} is too old: Berth needs ${oldest} or newer.`,
    {
      hint,
    },
  )
}

/** True for versions from `oldest` on: "7.2.22" for "6.2". */
export function newEnough(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = oldest.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}

/** The distributions that this Linux is or is like, nearest first (os-release(5)); none elsewhere. */
export async function distributions(file = '/etc/os-release'): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return [...text.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((found) =>
    (found[1] ?? '').split(' '),
  )
}

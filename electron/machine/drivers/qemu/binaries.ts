import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { BerthError } from '../../../base/errors.ts'
import type { ImageManifest } from '../../image/manifest.ts'
import { firstRunnable } from '../../process/find.ts'
import { installHint } from './install-hint.ts'

/** The QEMU of this computer. */
export interface Binaries {
  readonly system: string
  readonly img: string
  /** "7.2.22" */
  readonly version: string
  /** built with seccomp */
  readonly sandbox: boolean
}

/** First version with all that Berth asks of it; the oldest in a supported distribution (Ubuntu 22.04). */
const oldest = [6, 2] as const
const runMs = 20_000

/**
 * Finds QEMU in `BERTH_QEMU_DIR`, else in the PATH. Rejects with `hypervisor-missing` or `hypervisor-too-old` and
 * the command that installs it.
 */
export async function findBinaries(
  architecture: ImageManifest['architecture'],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Binaries> {
  const asked = env['BERTH_QEMU_DIR']
  const folders = asked ? [asked] : (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const where = asked ? `in BERTH_QEMU_DIR (${asked})` : 'in the PATH'
  const find = async (name: string): Promise<string> => {
    const found = await firstRunnable(folders, process.platform === 'win32' ? `${name}.exe` : name)
    if (found) return found
    throw new BerthError('hypervisor-missing', `${name} was not found ${where}.`, {
      hint: await hint(architecture),
    })
  }
  const system = await find(`qemu-system-${architecture}`)
  const img = await find('qemu-img')
  const { version, sandbox } = await ask(system, signal)
  if (!newEnough(version))
    throw new BerthError(
      'hypervisor-too-old',
      `QEMU ${version} (${system}) is too old: Berth needs ${oldest.join('.')} or newer.`,
      { hint: await hint(architecture) },
    )
  return { system, img, version, sandbox }
}

/** True for versions that Berth runs on, such as "7.2.22". */
export function newEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

async function hint(architecture: ImageManifest['architecture']): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return installHint(process.platform, release, architecture)
}

/** A QEMU without seccomp refuses `-sandbox` before it comes to `-version`: one call answers both. */
async function ask(system: string, signal: AbortSignal): Promise<{ version: string; sandbox: boolean }> {
  try {
    return { version: await versionOf(system, ['-sandbox', 'on', '-version'], signal), sandbox: true }
  } catch {
    signal.throwIfAborted()
  }
  try {
    return { version: await versionOf(system, ['-version'], signal), sandbox: false }
  } catch (cause) {
    signal.throwIfAborted()
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new BerthError('hypervisor-failed', `${system} does not run: ${why}`, {
      hint: 'Install QEMU again, or set BERTH_QEMU_DIR to the folder of one that works.',
      cause,
    })
  }
}

async function versionOf(system: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const { stdout } = await promisify(execFile)(system, args, { signal, timeout: runMs })
  const version = /version (\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1]
  if (!version) throw new Error(`it did not tell its version: ${stdout.slice(0, 100)}`)
  return version
}

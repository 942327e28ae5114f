import type { ImageManifest } from '../../image/manifest.ts'
import { distributions, findProgram, placeOf, requireVersion, versionOf } from '../../process/programs.ts'

type Architecture = ImageManifest['architecture']

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
const oldest = '6.2'

/**
 * Finds QEMU in `BERTH_QEMU_DIR`, else in the PATH. Rejects with `hypervisor-missing` or `hypervisor-too-old` and
 * the command that installs it.
 */
export async function findBinaries(
  architecture: Architecture,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Binaries> {
  const hint = installHint(process.platform, await distributions(), architecture)
  const place = placeOf(env, 'BERTH_QEMU_DIR', { ending: process.platform === 'win32' ? '.exe' : '', hint })
  const system = await findProgram(`qemu-system-${architecture}`, place)
  const img = await findProgram('qemu-img', place)
  // A QEMU without seccomp refuses `-sandbox` before it comes to `-version`: one call answers both.
  const sandboxed = await versionOf(system, ['-sandbox', 'on', '-version'], signal).catch(() => null)
  signal.throwIfAborted()
  const version = sandboxed ?? (await versionOf(system, ['-version'], signal))
  requireVersion('QEMU', version, oldest, hint)
  return { system, img, version, sandbox: sandboxed !== null }
}

/** How to install QEMU here: by the system and, on Linux, by its distributions. */
export function installHint(
  platform: NodeJS.Platform,
  distributions: readonly string[],
  architecture: Architecture,
): string {
  if (platform === 'darwin') return 'Run: brew install qemu'
  if (platform === 'win32') return 'Run: winget install SoftwareFreedomConservancy.QEMU'
  const arm = architecture === 'aarch64'
  const debian = `apt-get install -y ${arm ? 'qemu-system-arm' : 'qemu-system-x86'} qemu-utils`
  const commands: Readonly<Record<string, string>> = {
    debian,
    ubuntu: debian,
    fedora: `dnf install -y qemu-system-${arm ? 'aarch64' : 'x86'}-core qemu-img`,
    suse: `zypper install -y qemu-${arm ? 'arm' : 'x86'} qemu-img`,
    arch: `pacman -S --needed qemu-system-${arm ? 'aarch64' : 'x86'} qemu-img`,
    alpine: `apk add qemu-system-${architecture} qemu-img`,
  }
  const command = distributions.map((id) => commands[id]).find((known) => known !== undefined)
  return command
    ? `Run: sudo ${command}`
    : `Install qemu-system-${architecture} and qemu-img with your distribution's package manager.`
}

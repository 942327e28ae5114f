import type { ImageManifest } from '../../image/manifest.ts'

/** How to install QEMU here: by the system and, on Linux, by the text of /etc/os-release (os-release(5)). */
export function installHint(
  platform: NodeJS.Platform,
  osRelease: string,
  architecture: ImageManifest['architecture'],
): string {
  if (platform === 'darwin') return 'Run: brew install qemu'
  if (platform === 'win32') return 'Run: winget install SoftwareFreedomConservancy.QEMU'
  const command = linuxCommand(osRelease, architecture)
  return command
    ? `Run: sudo ${command}`
    : `Install qemu-system-${architecture} and qemu-img with your distribution's package manager.`
}

function linuxCommand(osRelease: string, architecture: ImageManifest['architecture']): string | null {
  const ids = [...osRelease.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((found) =>
    (found[1] ?? '').split(' '),
  )
  const debian = `apt-get install -y ${architecture === 'aarch64' ? 'qemu-system-arm' : 'qemu-system-x86'} qemu-utils`
  const commands: Readonly<Record<string, string>> = {
    debian,
    ubuntu: debian,
    fedora: `dnf install -y qemu-system-${architecture === 'aarch64' ? 'aarch64' : 'x86'}-core qemu-img`,
    suse: `zypper install -y qemu-${architecture === 'aarch64' ? 'arm' : 'x86'} qemu-img`,
    arch: `pacman -S --needed qemu-system-${architecture === 'aarch64' ? 'aarch64' : 'x86'} qemu-img`,
    alpine: `apk add qemu-system-${architecture} qemu-img`,
  }
  return ids.map((id) => commands[id]).find((command) => command !== undefined) ?? null
}

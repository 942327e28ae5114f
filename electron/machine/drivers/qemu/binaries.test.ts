import { describe, expect, it } from 'vitest'
import { installHint } from './binaries.ts'

describe('installHint', () => {
  it.each([
    ['linux', ['debian'], 'x86_64', 'Run: sudo apt-get install -y qemu-system-x86 qemu-utils'],
    [
      'linux',
      ['linuxmint', 'ubuntu', 'debian'],
      'aarch64',
      'Run: sudo apt-get install -y qemu-system-arm qemu-utils',
    ],
    ['linux', ['fedora'], 'x86_64', 'Run: sudo dnf install -y qemu-system-x86-core qemu-img'],
    [
      'linux',
      ['opensuse-leap', 'suse', 'opensuse'],
      'x86_64',
      'Run: sudo zypper install -y qemu-x86 qemu-img',
    ],
    ['linux', ['arch'], 'x86_64', 'Run: sudo pacman -S --needed qemu-system-x86 qemu-img'],
    ['linux', ['alpine'], 'aarch64', 'Run: sudo apk add qemu-system-aarch64 qemu-img'],
    [
      'linux',
      [],
      'x86_64',
      "Install qemu-system-x86_64 and qemu-img with your distribution's package manager.",
    ],
    ['darwin', [], 'aarch64', 'Run: brew install qemu'],
    ['win32', [], 'x86_64', 'Run: winget install SoftwareFreedomConservancy.QEMU'],
  ] as const)('on %s with %o for %s', (platform, ids, architecture, hint) => {
    expect(installHint(platform, ids, architecture)).toBe(hint)
  })
})

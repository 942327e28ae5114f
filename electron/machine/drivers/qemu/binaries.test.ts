import { describe, expect, it } from 'vitest'
import { newEnough } from './binaries.ts'
import { installHint } from './install-hint.ts'

describe('newEnough', () => {
  it.each([
    ['5.2.0', false],
    ['6.1.9', false],
    ['6.2.0', true],
    ['7.2.22', true],
    ['10.0', true],
  ])('%s: %s', (version, enough) => {
    expect(newEnough(version)).toBe(enough)
  })
})

describe('installHint', () => {
  it.each([
    ['linux', 'ID=debian\n', 'x86_64', 'Run: sudo apt-get install -y qemu-system-x86 qemu-utils'],
    [
      'linux',
      'ID=linuxmint\nID_LIKE="ubuntu debian"\n',
      'aarch64',
      'Run: sudo apt-get install -y qemu-system-arm qemu-utils',
    ],
    ['linux', 'ID=fedora\n', 'x86_64', 'Run: sudo dnf install -y qemu-system-x86-core qemu-img'],
    [
      'linux',
      'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n',
      'x86_64',
      'Run: sudo zypper install -y qemu-x86 qemu-img',
    ],
    ['linux', 'ID=arch\n', 'x86_64', 'Run: sudo pacman -S --needed qemu-system-x86 qemu-img'],
    ['linux', 'ID=alpine\n', 'aarch64', 'Run: sudo apk add qemu-system-aarch64 qemu-img'],
    [
      'linux',
      '',
      'x86_64',
      "Install qemu-system-x86_64 and qemu-img with your distribution's package manager.",
    ],
    ['darwin', '', 'aarch64', 'Run: brew install qemu'],
    ['win32', '', 'x86_64', 'Run: winget install SoftwareFreedomConservancy.QEMU'],
  ] as const)('on %s with %j for %s', (platform, release, architecture, hint) => {
    expect(installHint(platform, release, architecture)).toBe(hint)
  })
})

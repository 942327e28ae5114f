import { describe, expect, it } from 'vitest'
import { missingVersions } from './debian.ts'
import { parsePins, readPins } from './pins.ts'

describe('the pins of this repository', () => {
  it('pin every part for both architectures', async () => {
    const pins = await readPins()
    const names = pins.debian.map((pin) => pin.name)
    expect(names).toEqual([...new Set(names)].sort())
    expect(names).toEqual(
      expect.arrayContaining(['openssh-server', 'nftables', 'iptables', 'tini', 'libseccomp-dev']),
    )
    for (const pin of pins.debian) expect(pin.x86_64.sha256).not.toBe(pin.aarch64.sha256)
  })
})

describe('parsePins', () => {
  it('names what is wrong', () => {
    expect(() => parsePins('{"version":"1"}')).toThrow(/pins\.json is not valid[^]*alpine/)
  })
})

describe('missingVersions', () => {
  it('finds the packages that the mirror no longer has', () => {
    const words = [
      'apt-get failed with exit code 100.',
      "E: Version '3.0.19-1~deb12u2' for 'libssl3' was not found",
      'E: Unable to locate package libfoo1',
      'E: Failed to fetch something',
    ].join('\n')
    expect(missingVersions(words)).toEqual(['libssl3 3.0.19-1~deb12u2', 'libfoo1'])
  })

  it('finds none in a network error', () => {
    expect(missingVersions('E: Temporary failure resolving the mirror')).toEqual([])
  })
})

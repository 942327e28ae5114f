import { describe, expect, it } from 'vitest'
import { debianComponents, parseInstalled } from './components.ts'
import { engineComponents, engineVersions, requiredVersion } from './engine.ts'
import { readPins } from './pins.ts'

describe('parseInstalled', () => {
  it("reads Alpine's package database", () => {
    const text =
      'C:Q1abc=\nP:musl\nV:1.2.5-r23\nL:MIT\nF:lib\nR:ld.so\n\nP:busybox\nV:1.37.0-r30\nL:GPL-2.0-only\n\n'
    expect(parseInstalled(text)).toEqual([
      { name: 'musl', version: '1.2.5-r23', licence: 'MIT' },
      { name: 'busybox', version: '1.37.0-r30', licence: 'GPL-2.0-only' },
    ])
  })
})

describe('debianComponents', () => {
  it('names what is in the guest, not what only the build used', async () => {
    const names = debianComponents(await readPins(), 'x86_64').map((each) => each.name)
    expect(names).toContain('openssh-server')
    expect(names).not.toContain('libseccomp-dev')
  })
})

describe('engine versions', () => {
  it('are those of go.mod', async () => {
    const versions = await engineVersions()
    expect(engineComponents(versions).map((each) => each.name)).toEqual(['moby', 'containerd', 'runc'])
    expect(versions.docker).toMatch(/^29\.\d+\.\d+$/)
    expect(versions.containerd).toMatch(/^2\./)
  })

  it('fail for a module that go.mod lacks', () => {
    expect(() => requiredVersion('module x\n\nrequire example.org/a v1.0.0\n', 'example.org/b')).toThrow(
      'does not require example.org/b',
    )
  })

  it('are found with and without "// indirect"', () => {
    expect(requiredVersion('require (\n\texample.org/a v1.2.3 // indirect\n)\n', 'example.org/a')).toBe(
      'v1.2.3',
    )
  })
})

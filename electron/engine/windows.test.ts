import { expect, it } from 'vitest'
import { windowsEngine } from './windows.ts'

/** As moby 29 answers on Windows Server 2022, shortened. */
const info = {
  OSType: 'windows',
  OperatingSystem: 'Microsoft Windows Server Version 21H2 (OS Build 20348.2700)',
  OSVersion: '10.0.20348',
  KernelVersion: '10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)',
  Isolation: 'process',
}

it('says which Windows it is, and how it keeps containers apart', () => {
  expect(windowsEngine(info, 'amd64')).toEqual({
    system: info.OperatingSystem,
    build: 20348,
    architecture: 'amd64',
    isolation: 'process',
  })
  expect(windowsEngine({ ...info, OSVersion: '', Isolation: 'hyperv' }, 'amd64')).toMatchObject({
    build: 20348,
    isolation: 'hyperv',
  })
})

it.each([null, 'no', [], { OSVersion: 3, OperatingSystem: {}, Isolation: 'other' }])(
  'knows nothing of what %j says',
  (answer) => {
    expect(windowsEngine(answer, 'arm64')).toEqual({
      system: '',
      build: null,
      architecture: 'arm64',
      isolation: null,
    })
  },
)

it('keeps no more of it than a line', () => {
  expect(windowsEngine({ ...info, OperatingSystem: 'x'.repeat(1e6) }, 'amd64').system.length).toBeLessThan(
    300,
  )
})

import { expect, it } from 'vitest'
import { imageFit, type ImageFit } from './image-fit.ts'
import { buildName, buildOf, type Isolation, type WindowsEngine } from './windows-engine.ts'

const engine = (build: number | null, isolation: Isolation | null = 'process'): WindowsEngine => ({
  system: 'Microsoft Windows Server',
  build,
  architecture: 'amd64',
  isolation,
})
const windows = (build: number) => ({ os: 'windows', osVersion: `10.0.${build}.1`, architecture: 'amd64' })

/** The table of Microsoft's page, by builds. */
it.each<[host: number, image: number, process: ImageFit['kind'], hyperv: ImageFit['kind']]>([
  [14393, 14393, 'fits', 'fits'],
  [17763, 14393, 'needs-hyperv', 'fits'],
  [17763, 17763, 'fits', 'fits'],
  [17763, 20348, 'newer-build', 'newer-build'],
  [19045, 17763, 'needs-hyperv', 'fits'],
  [19045, 19041, 'needs-hyperv', 'fits'],
  [20348, 17763, 'needs-hyperv', 'fits'],
  [20348, 20348, 'fits', 'fits'],
  [20348, 26100, 'newer-build', 'newer-build'],
  [22000, 20348, 'fits', 'fits'],
  [22631, 20348, 'fits', 'fits'],
  [22631, 17763, 'needs-hyperv', 'fits'],
  [25398, 20348, 'fits', 'fits'],
  [26100, 20348, 'fits', 'fits'],
  [26100, 17763, 'needs-hyperv', 'fits'],
  [26100, 26100, 'fits', 'fits'],
  [26200, 20348, 'needs-hyperv', 'fits'],
  [26200, 26100, 'fits', 'fits'],
])('on build %i an image of build %i: by processes %s, by Hyper-V %s', (host, image, process, hyperv) => {
  expect(imageFit(engine(host), windows(image), 'process').kind).toBe(process)
  expect(imageFit(engine(host), windows(image), 'hyperv').kind).toBe(hyperv)
})

it('takes the isolation that the engine gives by itself', () => {
  expect(imageFit(engine(20348, 'hyperv'), windows(17763), null)).toEqual({ kind: 'fits' })
  expect(imageFit(engine(20348), windows(17763), null)).toEqual({
    kind: 'needs-hyperv',
    image: 17763,
    engine: 20348,
  })
})

it('knows that neither kernel runs the other’s programs, and the processor', () => {
  const linux = { os: 'linux', osVersion: '', architecture: 'amd64' }
  expect(imageFit(engine(20348), linux, 'hyperv')).toEqual({ kind: 'linux-image' })
  expect(imageFit(null, windows(20348), null)).toEqual({ kind: 'windows-image' })
  expect(imageFit(null, linux, null)).toEqual({ kind: 'fits' })
  expect(imageFit(engine(26100), { ...windows(26100), architecture: 'arm64' }, null)).toEqual({
    kind: 'other-processor',
    image: 'arm64',
    engine: 'amd64',
  })
})

it('has no word against what it does not know', () => {
  expect(imageFit(engine(null), windows(20348), 'process').kind).toBe('fits')
  expect(imageFit(engine(20348), { os: 'windows', osVersion: '', architecture: '' }, null).kind).toBe('fits')
  expect(imageFit(engine(20348), { os: '', osVersion: '', architecture: '' }, null).kind).toBe('fits')
})

it.each([
  ['10.0.20348.2700', 20348],
  ['10.0.17763', 17763],
  ['10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)', 20348],
  ['6.12.0-virt', null],
  ['', null],
])('reads the build of %s', (version, build) => {
  expect(buildOf(version)).toBe(build)
})

it('names builds that have a name', () => {
  expect([buildName(20348), buildName(19041)]).toEqual(['20348 (Windows Server 2022)', '19041'])
})

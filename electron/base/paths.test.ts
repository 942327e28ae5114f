import { describe, expect, it, test } from 'vitest'
import {
  berthCache,
  berthHome,
  browserCommand,
  dockerHost,
  driverOf,
  driverOnMac,
  isPipe,
  pathsOf,
  runPaths,
  socketPathLimit,
} from './paths.ts'

test('BERTH_HOME and BERTH_CACHE move everything', () => {
  expect(berthHome({ BERTH_HOME: '/srv/b' })).toBe('/srv/b')
  expect(berthCache({ BERTH_CACHE: '/srv/c' })).toBe('/srv/c')
  expect(berthHome({})).toMatch(/\.berth$/)
  const paths = pathsOf('/srv/b', {})
  for (const path of [paths.settings, paths.hostLog, paths.machine.dataDisk, paths.run.engineSocket])
    expect(path.startsWith('/srv/b/')).toBe(true)
})

test('spaces and other scripts in the home are just characters', () => {
  expect(pathsOf('/home/Zoë/my berth', {}).run.engineSocket).toBe('/home/Zoë/my berth/run/docker.sock')
})

test('a home too long for sockets keeps them in a short private folder of its own', () => {
  const long = '/srv/' + 'x'.repeat(120)
  const env = { XDG_RUNTIME_DIR: '/run/user/7' }
  const run = pathsOf(long, env).run
  expect(run.dir).toMatch(/^\/run\/user\/7\/berth-\d+-[0-9a-f]{12}$/)
  expect(pathsOf(long, env).run.dir).toBe(run.dir)
  expect(pathsOf(long + 'y', env).run.dir).not.toBe(run.dir)
  expect(pathsOf(long, env).machine.dataDisk.startsWith(long)).toBe(true)
})

test('length is counted in bytes, not in characters', () => {
  const characters = 45
  const home = '/' + 'é'.repeat(characters)
  expect(Buffer.byteLength(home)).toBeLessThan(socketPathLimit)
  expect(pathsOf(home, { XDG_RUNTIME_DIR: '/run/user/7' }).run.dir).toMatch(/^\/run\/user/)
})

test('when nothing is short enough, it says so and what to do', () => {
  const env = { XDG_RUNTIME_DIR: '/' + 'r'.repeat(120) }
  expect(() => pathsOf('/' + 'h'.repeat(120), env)).toThrow(/short enough/)
})

test('disks are named as the driver writes them, and BERTH_DRIVER names the driver', () => {
  const disks = (env: NodeJS.ProcessEnv): string[] => {
    const { dataDisk, seedDisk } = pathsOf('/h', env).machine
    return [dataDisk, seedDisk]
  }
  expect(driverOf('/home/x', {})).toBe('qemu')
  expect(disks({})).toEqual(['/h/machine/data.qcow2', '/h/machine/seed.tar'])
  expect(disks({ BERTH_DRIVER: 'hyperv' })).toEqual(['/h/machine/data.vhdx', '/h/machine/seed.vhdx'])
  expect(() => pathsOf('/h', { BERTH_DRIVER: 'xen' })).toThrow('"xen", which is no driver')
})

describe('driverOnMac', () => {
  const env = { PATH: '/usr/bin:/opt/homebrew/bin' }
  const on = (home: string, ...there: string[]): string =>
    driverOnMac(home, env, (file) => there.includes(file))
  const vfkit = '/opt/homebrew/bin/vfkit'

  it('is vfkit where that is, else QEMU', () => {
    expect(on('/Users/me/.berth')).toBe('qemu')
    expect(on('/Users/me/.berth', vfkit)).toBe('vz')
    const other = { ...env, BERTH_VFKIT_DIR: '/srv' }
    expect(driverOnMac('/Users/me/.berth', other, (file) => file === vfkit)).toBe('qemu')
  })

  it('stays what the data disk was made for', () => {
    expect(on('/Users/me/.berth', vfkit, '/Users/me/.berth/machine/data.qcow2')).toBe('qemu')
    expect(on('/Users/me/.berth', '/Users/me/.berth/machine/data.raw')).toBe('vz')
  })

  it('is QEMU for a home that vfkit cannot be told', () => {
    expect(on('/Users/me, too/.berth', vfkit)).toBe('qemu')
  })
})

test('on Windows sockets are pipes, with names of their own for each home', () => {
  const { engineSocket, lock } = runPaths('/h/run', true)
  expect(engineSocket).toMatch(/^\\\\\.\\pipe\\berth-[0-9a-f]{12}-docker$/)
  expect(runPaths('/other/run', true).engineSocket).not.toBe(engineSocket)
  expect(lock).toBe('/h/run/host.lock')
  expect(dockerHost(engineSocket)).toMatch(/^npipe:\/\/\/\/\.\/pipe\/berth-[0-9a-f]{12}-docker$/)
  expect(dockerHost('/h/docker.sock')).toBe('unix:///h/docker.sock')
  expect([engineSocket, '/h/docker.sock'].map(isPipe)).toEqual([true, false])
})

test('a URL is opened as each desktop does, and nowhere without one', () => {
  expect(browserCommand({ DISPLAY: ':0' }, 'linux')).toEqual(['xdg-open'])
  expect(browserCommand({}, 'linux')).toBeNull()
  expect(browserCommand({ SSH_CONNECTION: 'x' }, 'mac')).toBeNull()
  expect(browserCommand({}, 'windows')?.[0]).toBe('rundll32.exe')
  expect(browserCommand({ BROWSER: '/opt/mine' }, 'windows')).toEqual(['/opt/mine'])
})

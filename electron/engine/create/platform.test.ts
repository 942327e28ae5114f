import { expect, it } from 'vitest'
import { emptySpec, type RunSpec } from '../../api/schema/run-spec.ts'
import { bodyOf } from './body.ts'
import { keptOf } from './kept.ts'
import { changedBody } from './merge.ts'
import { requireFit, requirePlatform } from './platform.ts'
import { specOf } from './spec-of.ts'

const windows = { system: '', build: 20348, architecture: 'amd64', isolation: 'process' } as const
const server = { os: 'windows', windows }
const linux = { os: 'linux', windows: null }
const spec = (part: Partial<RunSpec>): RunSpec => ({ ...emptySpec, image: 'nano', ...part })
const image = (build: number) => ({ os: 'windows', osVersion: `10.0.${build}.1`, architecture: 'amd64' })

it('says which settings the engine would refuse, by the names that docker has for them', () => {
  expect(() => requirePlatform(spec({ privileged: true, cpuset: '0' }), server)).toThrow(
    'Windows containers do not have this: --cpuset-cpus, --privileged.',
  )
  expect(() => requirePlatform(spec({ isolation: 'hyperv' }), linux)).toThrow(
    'Linux containers do not have this: --isolation.',
  )
  expect(() => requirePlatform(spec({ workdir: 'C:\\app' }), linux)).toThrow(/do not take this workdir/)
  expect(() => requirePlatform(spec({ workdir: 'C:\\app', isolation: 'hyperv' }), server)).not.toThrow()
})

it('says why an image cannot run before the engine is asked to', () => {
  const refused = (build: number, isolation: RunSpec['isolation'] = '') => {
    try {
      requireFit(image(build), server, spec({ isolation }))
    } catch (thrown) {
      return thrown
    }
    return null
  }
  expect(refused(20348)).toBeNull()
  expect(refused(17763, 'hyperv')).toBeNull()
  expect(refused(17763)).toMatchObject({
    code: 'wrong-platform',
    message:
      'nano cannot run here: it is made for Windows build 17763 (Windows Server 2019), whose processes do not run on 20348 (Windows Server 2022).',
    hint: 'Choose Hyper-V isolation, or a tag of the image for that build.',
  })
  expect(refused(26100, 'hyperv')).toMatchObject({
    message: expect.stringContaining('the older 20348') as string,
  })
  expect(() => requireFit(image(20348), linux, spec({}))).toThrow(/it is a Windows image/)
  expect(() => requireFit({ os: 'linux', osVersion: '', architecture: 'amd64' }, server, spec({}))).toThrow(
    /it is a Linux image/,
  )
})

it('asks for the isolation, and for words with their backslashes', () => {
  const made = bodyOf(spec({ isolation: 'hyperv', command: 'cmd /c dir C:\\', workdir: 'C:\\' }), 'windows')
  expect(made).toMatchObject({
    Cmd: ['cmd', '/c', 'dir', 'C:\\'],
    WorkingDir: 'C:\\',
    HostConfig: { Isolation: 'hyperv' },
  })
  expect(specOf(made, '').isolation).toBe('hyperv')
})

it('makes a container anew with its volumes once, though the engine answers with their places in lower case', () => {
  const raw = {
    Id: 'a'.repeat(64),
    Name: '/web',
    Image: 'sha256:b',
    State: { Running: true },
    Config: { Image: 'nano', Volumes: { 'C:\\Logs': {} } },
    HostConfig: { Binds: ['data:C:\\Data', 'D:\\src:C:\\site:ro'], NetworkMode: 'nat' },
    Mounts: [
      { Type: 'volume', Name: 'data', Destination: 'c:\\data', RW: true },
      { Type: 'bind', Name: '', Destination: 'c:\\site', RW: false },
      { Type: 'volume', Name: 'c0ffee', Destination: 'c:\\logs', RW: true },
    ],
    NetworkSettings: { Networks: { nat: {} } },
  }
  const { body } = keptOf(raw, null, 'test')
  expect(body.NetworkingConfig).toBeUndefined()
  const again = changedBody(body, { ...specOf(body, 'web'), memory: '1g' }, 'windows')
  expect(again.HostConfig).toMatchObject({
    Memory: 2 ** 30,
    Binds: ['data:C:\\Data', 'D:\\src:C:\\site:ro'],
    Mounts: [{ Type: 'volume', Source: 'c0ffee', Target: 'c:\\logs' }],
  })
  expect(again.HostConfig.NetworkMode).toBeUndefined()
})

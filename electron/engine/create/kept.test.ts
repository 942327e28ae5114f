import { describe, expect, it } from 'vitest'
import type { RunSpec } from '../../api/schema/run-spec.ts'
import { keptOf, type Kept } from './kept.ts'
import { changedBody } from './merge.ts'
import type { Config } from './shapes.ts'
import { specOf } from './spec-of.ts'

const id = 'abcdef012345aaaa'
const image: Config = {
  Env: ['PATH=/bin', 'VERSION=1'],
  Cmd: ['serve'],
  Entrypoint: ['/entry'],
  WorkingDir: '/app',
  Labels: { maker: 'us' },
  ExposedPorts: { '80/tcp': {} },
  Volumes: { '/var/lib/data': {} },
  User: 'app',
}

function kept(config: object = {}, host: object = {}, more: object = {}): Kept {
  const raw = {
    Id: id,
    Name: '/web',
    Image: 'sha256:1',
    State: { Running: true },
    Config: { Image: 'app:1', Hostname: id.slice(0, 12), ...image, ...config },
    HostConfig: { NetworkMode: 'bridge', ShmSize: 67_108_864, IpcMode: 'private', Runtime: 'runc', ...host },
    Mounts: [],
    NetworkSettings: { Networks: {} },
    ...more,
  }
  return keptOf(raw, image, 'read it')
}
const spec = (of: Kept): RunSpec => specOf(of.body, of.name)
const changed = (of: Kept, change: Partial<RunSpec>) => changedBody(of.body, { ...spec(of), ...change })

describe('what is the container’s own', () => {
  it('is nothing where all comes from the image and the engine', () => {
    const { body, name, running } = kept()
    expect({ name, running }).toEqual({ name: 'web', running: true })
    expect(body).toEqual({
      Image: 'app:1',
      Env: [],
      Labels: {},
      ExposedPorts: {},
      Volumes: {},
      HostConfig: {},
    })
  })

  it('is what differs from the image', () => {
    const { body } = kept({
      Env: ['PATH=/bin', 'VERSION=2', 'TOKEN=x'],
      Labels: { maker: 'us', app: 'web' },
      ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
      User: 'root',
    })
    expect(body).toMatchObject({
      Env: ['VERSION=2', 'TOKEN=x'],
      Labels: { app: 'web' },
      ExposedPorts: { '81/tcp': {} },
      User: 'root',
    })
  })

  it.each<[string, object, object]>([
    ['a command of its own', { Cmd: ['other'] }, { Cmd: ['other'] }],
    [
      'an entrypoint of its own',
      { Entrypoint: ['sh'], Cmd: ['-c', 'x'] },
      { Entrypoint: ['sh'], Cmd: ['-c', 'x'] },
    ],
    ['the image’s entrypoint without its command', { Cmd: [] }, { Entrypoint: ['/entry'], Cmd: [] }],
    ['an entrypoint that was cleared', { Entrypoint: null, Cmd: ['x'] }, { Entrypoint: [''], Cmd: ['x'] }],
  ])('has %s', (_what, config, expected) => {
    const { Cmd, Entrypoint } = kept(config).body
    const own = { ...(Entrypoint && { Entrypoint }), ...(Cmd && { Cmd }) }
    expect(own).toEqual(expected)
  })

  it('keeps volumes without a name by the name that they got', () => {
    const point = (Name: string, Destination: string) => ({ Type: 'volume', Name, Destination, RW: true })
    const { body } = kept(
      { Volumes: { '/var/lib/data': {}, '/own': {} } },
      {
        Binds: ['named:/named'],
        Mounts: [{ Type: 'volume', Target: '/asked', VolumeOptions: { NoCopy: true } }],
      },
      {
        Mounts: [
          point('v1', '/var/lib/data'),
          point('v2', '/own'),
          point('named', '/named'),
          point('v3', '/asked'),
        ],
      },
    )
    expect(body.HostConfig.Binds).toEqual(['named:/named'])
    expect(body.HostConfig.Mounts).toEqual([
      { Type: 'volume', Target: '/asked', VolumeOptions: { NoCopy: true }, Source: 'v3' },
      { Type: 'volume', Source: 'v1', Target: '/var/lib/data' },
      { Type: 'volume', Source: 'v2', Target: '/own' },
    ])
  })

  it('keeps its networks with aliases, static addresses and what else was asked for, not what it was given', () => {
    const { body } = kept(
      {},
      { NetworkMode: 'back', Links: ['/db:/web/database'] },
      {
        NetworkSettings: {
          Networks: {
            back: {
              Aliases: ['api', id.slice(0, 12)],
              IPAMConfig: { IPv4Address: '10.0.0.5' },
              IPAddress: '10.0.0.5',
              Gateway: '10.0.0.1',
              DriverOpts: { a: 'b' },
            },
            front: { Aliases: null, IPAMConfig: null, IPAddress: '10.1.0.7' },
          },
        },
      },
    )
    expect(body.NetworkingConfig?.EndpointsConfig).toEqual({
      back: { Aliases: ['api'], IPAMConfig: { IPv4Address: '10.0.0.5' }, DriverOpts: { a: 'b' } },
      front: {},
    })
    expect(body.HostConfig.Links).toEqual(['db:database'])
    expect(specOf(body, 'web').networks.map(({ name }) => name)).toEqual(['back', 'front'])
  })
})

describe('a change', () => {
  it('of nothing changes nothing, even what the spec has no word for', () => {
    const old = kept(
      { Env: ['A=b'], Shell: ['/bin/zsh'], 'X-Unknown': 1 },
      {
        OomScoreAdj: 100,
        DeviceRequests: [{ Count: -1 }],
        Binds: ['a:/a'],
        Mounts: [{ Type: 'bind', Source: '/x', Target: '/y', BindOptions: { Propagation: 'rslave' } }],
        CpuQuota: 50_000,
        CpuPeriod: 100_000,
        MaskedPaths: ['/proc/kcore'],
        Healthcheck: { Test: ['CMD', 'x'] },
      },
    )
    const same = changed(old, {})
    expect(same).toMatchObject(old.body)
    expect(spec(old).cpus).toBe('0.5')
  })

  it('takes over what it says and leaves the rest word for word', () => {
    const old = kept(
      { Labels: { a: '1', b: '2' }, Env: ['A=1', 'B=2'] },
      {
        Memory: 512,
        MemorySwap: 1024,
        OomScoreAdj: 100,
        Mounts: [
          { Type: 'bind', Source: '/x', Target: '/y', BindOptions: { Propagation: 'rslave' } },
          { Type: 'image', Source: 'other', Target: '/image' },
        ],
        LogConfig: { Type: 'local', Config: { 'max-size': '1m', 'max-file': '3' } },
      },
    )
    const before = spec(old)
    const body = changed(old, {
      memory: '1g',
      env: [{ name: 'A', value: '3' }],
      labels: [{ name: 'a', value: '1' }],
      mounts: [...before.mounts, { source: 'data', target: '/data', readOnly: false, options: '' }],
      logOptions: [{ name: 'max-size', value: '5m' }],
    })
    expect(body.Env).toEqual(['A=3'])
    expect(body.Labels).toEqual({ a: '1' })
    expect(body.HostConfig).toMatchObject({
      Memory: 1_073_741_824,
      OomScoreAdj: 100,
      Binds: ['data:/data'],
      Mounts: [
        { Type: 'bind', Source: '/x', Target: '/y', BindOptions: { Propagation: 'rslave' } },
        { Type: 'image', Source: 'other', Target: '/image' },
      ],
      LogConfig: { Type: 'local', Config: { 'max-size': '5m' } },
    })
    // Twice the memory is what the engine makes of no word about swap.
    expect(body.HostConfig).not.toHaveProperty('MemorySwap')
  })

  it('drops what followed from what it changes', () => {
    const old = kept(
      {},
      { CpuQuota: 50_000, CpuPeriod: 100_000, MaskedPaths: ['/proc/kcore'], ReadonlyPaths: [] },
    )
    expect(changed(old, { cpus: '2' }).HostConfig).toMatchObject({ NanoCpus: 2e9 })
    expect(changed(old, { cpus: '2' }).HostConfig).not.toHaveProperty('CpuQuota')
    expect(changed(old, { privileged: true }).HostConfig).not.toHaveProperty('MaskedPaths')
    expect(changed(old, { init: true }).HostConfig).toHaveProperty('MaskedPaths')
  })

  it('takes away and moves mounts, wherever they were asked for', () => {
    const old = kept(
      {},
      {
        Binds: ['a:/a', 'b:/b'],
        Mounts: [
          { Type: 'volume', Source: 'c', Target: '/c' },
          { Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1024 } },
        ],
      },
    )
    const before = spec(old)
    expect(before.tmpfs).toEqual([{ target: '/t', options: 'size=1024' }])
    const body = changed(old, {
      mounts: before.mounts
        .filter(({ target }) => target !== '/b')
        .map((row) => (row.target === '/c' ? { ...row, readOnly: true } : row)),
      tmpfs: [],
    })
    expect(body.HostConfig).toMatchObject({ Binds: ['c:/c:ro', 'a:/a'], Mounts: [], Tmpfs: {} })
  })

  it('of a network keeps what else stands in the others', () => {
    const old = kept(
      {},
      { NetworkMode: 'back' },
      {
        NetworkSettings: {
          Networks: { back: { DriverOpts: { a: 'b' }, Aliases: ['x'] }, front: { Aliases: ['y'] } },
        },
      },
    )
    const [back] = spec(old).networks
    const body = changed(old, { networks: [{ ...back!, aliases: 'x z' }] })
    expect(body.NetworkingConfig?.EndpointsConfig).toEqual({
      back: { DriverOpts: { a: 'b' }, Aliases: ['x', 'z'] },
    })
  })
})

it('does not take for an inspect answer what is none', () => {
  expect(() => keptOf({ Id: id }, null, 'read it')).toThrow(/makes no sense/)
})

import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import type { ContainerDetail } from '../../api/schema/container.ts'
import { engineClient } from '../client.ts'
import { inspectContainer } from './detail.ts'

const id = 'ab'.repeat(32)

/** As the engine (API 1.56) inspects a container, shortened. */
const inspected = {
  Id: id,
  Name: '/web',
  Created: '2026-08-01T12:00:00.5Z',
  Path: 'nginx',
  Args: ['-g', 'daemon off;'],
  Image: 'sha256:cd',
  Platform: 'linux',
  RestartCount: 2,
  State: {
    Status: 'exited',
    ExitCode: 3,
    Error: 'no such file',
    OOMKilled: true,
    Pid: 0,
    StartedAt: '2026-08-01T12:00:01.123456789Z',
    FinishedAt: '2026-08-01T12:05:00Z',
    Health: {
      Status: 'healthy',
      FailingStreak: 0,
      Log: [
        { Start: '2026-08-01T12:01:00Z', End: '2026-08-01T12:01:00.25Z', ExitCode: 1, Output: 'refused\n' },
        { Start: '2026-08-01T12:02:00Z', End: '2026-08-01T12:02:00.5Z', ExitCode: 0, Output: '' },
      ],
    },
  },
  Config: {
    Image: 'nginx:1.29',
    Hostname: 'web',
    Domainname: 'lan',
    User: 'nginx',
    WorkingDir: '/srv',
    Tty: true,
    OpenStdin: true,
    Entrypoint: ['/entry.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    Env: ['A=1'],
    Labels: { 'com.docker.compose.project': 'shop', a: 'ü' },
    StopSignal: 'SIGQUIT',
    StopTimeout: 5,
    Healthcheck: { Test: ['CMD-SHELL', 'curl -f localhost'], Interval: 5e9, Timeout: 1e9, Retries: 0 },
  },
  HostConfig: {
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 },
    AutoRemove: false,
    LogConfig: { Type: 'local', Config: { 'max-size': '10m' } },
    Init: true,
  },
  Mounts: [
    {
      Type: 'volume',
      Name: 'data',
      Source: '/var/lib/docker/volumes/data/_data',
      Destination: '/data',
      Driver: 'local',
      RW: true,
    },
    { Type: 'bind', Source: '/src', Destination: '/app', RW: false, Propagation: 'rshared' },
  ],
  NetworkSettings: {
    Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }], '443/tcp': null, 'x/y': [] },
    Networks: {
      shop: {
        IPAddress: '172.18.0.2',
        IPPrefixLen: 16,
        Gateway: '172.18.0.1',
        MacAddress: '02:42:ac:12:00:02',
        Aliases: ['front'],
        DNSNames: ['web', 'front', id.slice(0, 12)],
      },
      six: { IPAddress: '', GlobalIPv6Address: 'fd00::2', GlobalIPv6PrefixLen: 64 },
    },
  },
  ImageManifestDescriptor: { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
}

let engine: FakeEngine
beforeEach(async () => {
  engine = await FakeEngine.start()
})
afterEach(() => engine.stop())

const inspect = (size = false): Promise<ContainerDetail> =>
  inspectContainer(engineClient(engine.socketPath), 'web', { size })

async function withHost(hostConfig: object): Promise<ContainerDetail> {
  engine.json('/containers/web/json', { ...inspected, HostConfig: hostConfig })
  return inspect()
}

it('shows one whole', async () => {
  engine.json('/containers/web/json', inspected)
  const detail = await inspect()
  expect(engine.requests).toEqual(['GET /containers/web/json'])
  expect(detail).toMatchObject({
    platform: 'linux/arm64/v8',
    process: {
      entrypoint: ['/entry.sh'],
      command: ['nginx', '-g', 'daemon off;'],
      workingDir: '/srv',
      user: 'nginx',
      hostname: 'web.lan',
      tty: true,
      stdin: true,
      init: true,
      pid: null,
      stopSignal: 'SIGQUIT',
      stopTimeout: 5,
    },
    startError: 'no such file',
    oomKilled: true,
    restarts: 2,
    restart: { name: 'on-failure', maximumRetries: 5 },
    env: ['A=1'],
    labels: [
      { name: 'a', value: 'ü' },
      { name: 'com.docker.compose.project', value: 'shop' },
    ],
    writtenBytes: null,
    mounts: [
      { type: 'volume', source: 'data', target: '/data', readOnly: false, driver: 'local' },
      { type: 'bind', source: '/src', target: '/app', readOnly: true, propagation: 'rshared' },
    ],
    networks: [
      {
        name: 'shop',
        addresses: ['172.18.0.2/16'],
        gateways: ['172.18.0.1'],
        mac: '02:42:ac:12:00:02',
        names: ['web', 'front'],
      },
      { name: 'six', addresses: ['fd00::2/64'], gateways: [], names: [] },
    ],
    log: { driver: 'local', options: [{ name: 'max-size', value: '10m' }] },
    raw: inspected,
  })
  expect(detail.row).toEqual({
    id,
    name: 'web',
    image: 'nginx:1.29',
    imageId: 'sha256:cd',
    command: 'nginx -g daemon off;',
    state: 'exited',
    health: 'none',
    exitCode: 3,
    created: 1_785_585_600,
    startedAt: '2026-08-01T12:00:01.123Z',
    finishedAt: '2026-08-01T12:05:00.000Z',
    ports: [
      { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
      { hostIp: null, hostPort: null, containerPort: 443, protocol: 'tcp' },
    ],
    composeProject: 'shop',
    composeService: null,
    labels: { 'com.docker.compose.project': 'shop', a: 'ü' },
    volumes: ['data'],
    networks: [
      { name: 'shop', ipv4: '172.18.0.2', ipv6: null },
      { name: 'six', ipv4: null, ipv6: 'fd00::2' },
    ],
  })
})

it('tells the health check, the newest result first', async () => {
  engine.json('/containers/web/json', inspected)
  expect((await inspect()).health).toEqual({
    status: 'healthy',
    command: 'curl -f localhost',
    failing: 0,
    retries: 3,
    intervalMs: 5000,
    timeoutMs: 1000,
    startPeriodMs: null,
    results: [
      { startedAt: '2026-08-01T12:02:00Z', ms: 500, exitCode: 0, output: '' },
      { startedAt: '2026-08-01T12:01:00Z', ms: 250, exitCode: 1, output: 'refused' },
    ],
  })
  const config = { ...inspected.Config, Healthcheck: { Test: ['NONE'] } }
  engine.json('/containers/web/json', { ...inspected, Config: config })
  expect((await inspect()).health).toBeNull()
})

it('tells limits, by quota or by CPUs', async () => {
  const { limits } = await withHost({
    Memory: 2 ** 28,
    MemorySwap: -1,
    NanoCpus: 1.5e9,
    CpuShares: 512,
    CpusetCpus: '0-1',
    PidsLimit: 100,
    BlkioWeight: 300,
    ShmSize: 2 ** 26,
    Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 2048 }],
  })
  expect(limits).toEqual({
    memory: 2 ** 28,
    memorySwap: 'unlimited',
    memoryReservation: null,
    cpus: 1.5,
    cpuShares: 512,
    cpuset: '0-1',
    pids: 100,
    blkioWeight: 300,
    shm: 2 ** 26,
    ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
  })
  expect((await withHost({ CpuQuota: 50_000 })).limits.cpus).toBe(0.5)
  expect((await withHost({ CpuQuota: 50_000, CpuPeriod: 25_000 })).limits.cpus).toBe(2)
  expect((await withHost({ PidsLimit: -1, CpuQuota: -1 })).limits).toMatchObject({ pids: null, cpus: null })
})

it('tells what it may do beyond its walls', async () => {
  const { security } = await withHost({
    ReadonlyRootfs: true,
    CapAdd: ['CAP_NET_ADMIN'],
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges:true', 'seccomp={"defaultAction":"SCMP_ACT_ERRNO"}', 'apparmor=mine'],
    PidMode: 'host',
    IpcMode: 'private',
    NetworkMode: 'container:cd',
    Devices: [{ PathOnHost: '/dev/kvm', PathInContainer: '/dev/kvm' }],
    GroupAdd: ['video'],
  })
  expect(security).toEqual({
    privileged: false,
    readOnlyRoot: true,
    capAdd: ['CAP_NET_ADMIN'],
    capDrop: ['ALL'],
    noNewPrivileges: true,
    seccomp: 'custom',
    appArmor: 'mine',
    shared: ['pid: host', 'network: container:cd'],
    devices: ['/dev/kvm'],
    groups: ['video'],
  })
  expect((await withHost({ Privileged: true })).security.seccomp).toBe('unconfined')
  expect((await withHost({ SecurityOpt: ['seccomp=unconfined'] })).security.seccomp).toBe('unconfined')
  expect((await withHost({ SecurityOpt: ['no-new-privileges:false'] })).security.noNewPrivileges).toBe(false)
})

it('does with the least that makes a container', async () => {
  engine.json('/containers/web/json', {
    Id: id,
    State: { Status: 'created', StartedAt: '0001-01-01T00:00:00Z' },
    Config: {},
  })
  const detail = await inspect()
  expect(detail).toMatchObject({
    restart: { name: 'no' },
    env: [],
    mounts: [],
    networks: [],
    health: null,
    security: { seccomp: 'default' },
  })
  expect(detail.row).toMatchObject({
    state: 'created',
    exitCode: null,
    startedAt: null,
    finishedAt: null,
    created: 0,
  })
})

it('has it measured when asked', async () => {
  engine.json('/containers/web/json', { ...inspected, SizeRw: 4096, SizeRootFs: 8192 })
  expect(await inspect(true)).toMatchObject({ writtenBytes: 4096, totalBytes: 8192 })
  expect(engine.requests).toEqual(['GET /containers/web/json?size=true'])
})

it('says so when the answer is no container', async () => {
  engine.json('/containers/web/json', { Id: 7 })
  await expect(inspect()).rejects.toMatchObject({ code: 'engine-failed' })
})

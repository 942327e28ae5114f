import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
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
  State: {
    Status: 'exited',
    ExitCode: 3,
    StartedAt: '2026-08-01T12:00:01.123456789Z',
    FinishedAt: '2026-08-01T12:05:00Z',
    Health: { Status: 'healthy' },
  },
  Config: { Image: 'nginx:1.29', Tty: true, Env: ['A=1'], Labels: { 'com.docker.compose.project': 'shop' } },
  HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 } },
  Mounts: [
    {
      Type: 'volume',
      Name: 'data',
      Source: '/var/lib/docker/volumes/data/_data',
      Destination: '/data',
      RW: true,
    },
    { Type: 'bind', Source: '/src', Destination: '/app', RW: false },
  ],
  NetworkSettings: {
    Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }], '443/tcp': null, 'x/y': [] },
    Networks: { shop: { IPAddress: '172.18.0.2' }, six: { IPAddress: '', GlobalIPv6Address: 'fd00::2' } },
  },
}

let engine: FakeEngine
beforeEach(async () => {
  engine = await FakeEngine.start()
})
afterEach(() => engine.stop())

const inspect = (size = false) => inspectContainer(engineClient(engine.socketPath), 'web', { size })

it('shows one whole', async () => {
  engine.json('/containers/web/json', inspected)
  const detail = await inspect()
  expect(engine.requests).toEqual(['GET /containers/web/json'])
  expect(detail).toMatchObject({
    tty: true,
    restartPolicy: 'on-failure:5',
    env: ['A=1'],
    writtenBytes: null,
    mounts: [
      { type: 'volume', source: 'data', target: '/data', readOnly: false },
      { type: 'bind', source: '/src', target: '/app', readOnly: true },
    ],
    networks: [
      { name: 'shop', ip: '172.18.0.2' },
      { name: 'six', ip: 'fd00::2' },
    ],
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
    labels: { 'com.docker.compose.project': 'shop' },
    volumes: ['data'],
    networks: [
      { name: 'shop', ipv4: '172.18.0.2', ipv6: null },
      { name: 'six', ipv4: null, ipv6: 'fd00::2' },
    ],
  })
})

it('does with the least that makes a container', async () => {
  engine.json('/containers/web/json', {
    Id: id,
    State: { Status: 'created', StartedAt: '0001-01-01T00:00:00Z' },
    Config: {},
  })
  const detail = await inspect()
  expect(detail).toMatchObject({ restartPolicy: 'no', env: [], mounts: [], networks: [] })
  expect(detail.row).toMatchObject({
    state: 'created',
    exitCode: null,
    startedAt: null,
    finishedAt: null,
    created: 0,
  })
})

it('has it measured when asked', async () => {
  engine.json('/containers/web/json', { ...inspected, SizeRw: 4096 })
  expect((await inspect(true)).writtenBytes).toBe(4096)
  expect(engine.requests).toEqual(['GET /containers/web/json?size=true'])
})

it('says so when the answer is no container', async () => {
  engine.json('/containers/web/json', { Id: 7 })
  await expect(inspect()).rejects.toMatchObject({ code: 'engine-failed' })
})

import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../engine/index.ts'
import { migrationService } from './service.ts'
import { findSources, type SourceParts } from './sources.ts'

let dir = ''
let servers: Server[] = []
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-src-'))
})
afterEach(async () => {
  for (const server of servers) server.close()
  servers = []
  await rm(dir, { recursive: true })
})
const never = new AbortController().signal

async function engine(name: string, version = '28.1.0'): Promise<string> {
  const socket = path.join(dir, name)
  await mkdir(path.dirname(socket), { recursive: true })
  const server = createServer((request, response) => {
    response.end(
      request.url === '/version' ? JSON.stringify({ Version: version, Os: 'linux', Arch: 'amd64' }) : '',
    )
  }).listen(socket)
  await once(server, 'listening')
  servers.push(server)
  return socket
}

async function parts(contexts: readonly object[] = []): Promise<SourceParts> {
  const docker = path.join(dir, 'docker')
  const lines = contexts.map((each) => JSON.stringify(each)).join('\n')
  await writeFile(
    docker,
    `#!/bin/sh\n[ -z "$DOCKER_HOST" ] || exit 9\ncat <<'end'\n${lines}\nnonsense\nend\n`,
  )
  await chmod(docker, 0o755)
  const env = { PATH: process.env['PATH'], DOCKER_HOST: 'tcp://far', XDG_RUNTIME_DIR: path.join(dir, 'run') }
  return { docker, env, engineSocket: path.join(dir, 'berth.sock'), home: dir }
}
/** This computer may have an engine of its own at the system's place. */
const found = async (of: SourceParts) =>
  (await findSources(of, never)).engines
    .filter(({ id }) => id.startsWith(dir))
    .map(({ id, name, version }) => [path.relative(dir, id), name, version])

test('contexts come by their names, usual sockets by their place, each engine once, never our own', async () => {
  const colima = await engine('.colima/work/docker.sock', '27.0.1')
  const podman = await engine('run/podman/podman.sock', '5.4.0')
  const own = await engine('berth.sock')
  await symlink(colima, path.join(dir, 'link.sock'))
  const endpoint = (Name: string, file: string) => ({ Name, DockerEndpoint: `unix://${file}` })
  const all = await parts([
    endpoint('berth', own),
    endpoint('work', path.join(dir, 'link.sock')),
    { Name: 'far', DockerEndpoint: 'tcp://far:2376' },
    { Name: 'there', DockerEndpoint: 'ssh://me:secret@there' },
    { Name: 'nowhere', DockerEndpoint: '' },
    endpoint('gone', path.join(dir, 'gone.sock')),
  ])
  expect(await found(all)).toEqual([
    ['.colima/work/docker.sock', 'work', '27.0.1'],
    [path.relative(dir, podman), 'Podman', '5.4.0'],
  ])
  expect((await findSources(all, never)).elsewhere).toEqual([
    { name: 'far', endpoint: 'tcp://far:2376' },
    { name: 'there', endpoint: 'ssh://…@there' },
  ])
  expect(await found({ ...all, docker: '/nowhere' })).toEqual([
    [path.relative(dir, podman), 'Podman', '5.4.0'],
    ['.colima/work/docker.sock', 'Colima: work', '27.0.1'],
  ])
})

test('what does not answer as an engine is none', async () => {
  const socket = path.join(dir, 'run/docker.sock')
  await mkdir(path.dirname(socket))
  const server = createServer((_request, response) => response.end('hello')).listen(socket)
  await once(server, 'listening')
  servers.push(server)
  expect(await found(await parts())).toEqual([])
})

test('only what was found is opened', async () => {
  const asked: unknown[] = []
  const room = {
    inventory: async (source: string) => void asked.push(source),
    start: (plan: { source: string }, name: string) => {
      asked.push([plan.source, name])
      return 'job'
    },
  } as unknown as Engine['migration']
  const there = await engine('run/docker.sock')
  const service = migrationService(room, await parts())
  const none = { images: [], volumes: [], containers: [] }
  await service.inventory(there, never)
  expect(await service.start({ source: there, ...none })).toBe('job')
  expect(asked).toEqual([there, [there, 'Docker (rootless)']])
  await expect(service.inventory('/etc/other.sock', never)).rejects.toMatchObject({ code: 'not-found' })
  await expect(service.start({ source: '/etc/other.sock', ...none })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(asked).toHaveLength(2)
})

import type { CleanUpChoice } from '../../electron/api/schema/clean-up.ts'
import type { ContainerRow, PublishedPort } from '../../electron/api/schema/containers.ts'
import type { StatsSample } from '../../electron/api/schema/stats.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { NetworkRow } from '../../electron/api/schema/networks.ts'

/** Sixty-four digits that look like an id and are always the same for the same seed. */
export function fakeId(seed: number): string {
  let state = seed * 2654435761 + 12345
  let digits = ''
  while (digits.length < 64) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    digits += state.toString(16).padStart(8, '0')
  }
  return digits.slice(0, 64)
}

export function port(
  hostPort: number | null,
  containerPort: number,
  protocol: 'tcp' | 'udp' = 'tcp',
): PublishedPort {
  return { hostIp: hostPort === null ? null : '0.0.0.0', hostPort, containerPort, protocol }
}

const secondsAgo = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString()

/** A container that runs since five minutes, unless `change` says otherwise. */
export function containerRow(seed: number, change: Partial<ContainerRow> = {}): ContainerRow {
  return {
    id: fakeId(seed),
    name: `container-${seed}`,
    image: 'alpine:3.23',
    imageId: `sha256:${fakeId(seed + 500_000)}`,
    command: 'sleep infinity',
    state: 'running',
    health: 'none',
    exitCode: null,
    created: Math.floor(Date.now() / 1000) - 3600,
    startedAt: secondsAgo(300),
    finishedAt: null,
    ports: [],
    composeProject: null,
    composeService: null,
    labels: {},
    volumes: [],
    networks: [],
    ...change,
  }
}

export function threeContainers(): ContainerRow[] {
  return [
    containerRow(1, {
      name: 'web',
      image: 'nginx:alpine',
      command: '/docker-entrypoint.sh nginx -g "daemon off;"',
      ports: [port(8080, 80), port(8443, 443)],
      health: 'healthy',
    }),
    containerRow(2, {
      name: 'shop-db-1',
      image: 'postgres:17-alpine',
      command: 'docker-entrypoint.sh postgres',
      ports: [port(null, 5432)],
      composeProject: 'shop',
      composeService: 'db',
      startedAt: secondsAgo(7300),
    }),
    containerRow(3, {
      name: 'importer',
      image: 'ghcr.io/example/importer:2.4.1',
      command: 'node import.js',
      state: 'exited',
      exitCode: 1,
      finishedAt: secondsAgo(840),
    }),
  ]
}

const images = ['nginx:alpine', 'postgres:17-alpine', 'redis:8', 'ghcr.io/example/api:1.9.2', 'node:24-slim']
const services = ['web', 'db', 'cache', 'api', 'worker']
const projects = ['shop', 'blog', 'search-and-recommendations', 'metrics']

/** Many containers of every state, some in compose projects. */
export function manyContainers(count: number): ContainerRow[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = index % 5
    const service = services[kind] ?? 'web'
    const project = index % 3 === 0 ? null : (projects[Math.floor(index / 5) % projects.length] ?? null)
    const ended = index % 7 === 3
    return containerRow(1000 + index, {
      name: project ? `${project}-${service}-${index}` : `${service}-${index}`,
      image: images[kind] ?? 'alpine',
      ports: kind === 0 ? [port(20_000 + index, 80)] : kind === 1 ? [port(null, 5432)] : [],
      composeProject: project,
      composeService: project ? service : null,
      created: Math.floor(Date.now() / 1000) - index * 977,
      startedAt: secondsAgo(60 + index * 31),
      ...(ended
        ? { state: 'exited', exitCode: index % 2 === 0 ? 0 : 137, finishedAt: secondsAgo(index * 29) }
        : index % 11 === 5
          ? { state: 'paused' }
          : index % 13 === 4
            ? { health: 'unhealthy' }
            : {}),
    })
  })
}

export function imageRow(seed: number, change: Partial<ImageRow> = {}): ImageRow {
  return {
    id: `sha256:${fakeId(seed + 500_000)}`,
    tags: [`image-${seed}:latest`],
    digests: [`image-${seed}@sha256:${fakeId(seed + 500_000)}`],
    created: Math.floor(Date.now() / 1000) - 86_400 * 9,
    bytes: 8_400_000,
    usedBy: [],
    platforms: [{ name: 'linux/amd64', here: true }],
    labels: {},
    ...change,
  }
}

/** An image for each that the containers name, and two that none uses. */
export function imagesOf(containers: readonly ContainerRow[]): ImageRow[] {
  const users = new Map<string, string[]>()
  for (const row of containers) users.set(row.image, [...(users.get(row.image) ?? []), row.name])
  const used = [...users].map(([tag, usedBy], index) =>
    imageRow(index + 1, {
      tags: [tag],
      usedBy,
      bytes: 52_300_000 + index * 117_400_000,
      created: Math.floor(Date.now() / 1000) - 86_400 * (3 + index * 11),
    }),
  )
  return [
    ...used,
    imageRow(90, { tags: ['alpine:3.23', 'alpine:latest'], bytes: 8_310_000 }),
    imageRow(91, { tags: [], bytes: 318_000_000 }),
  ]
}

/** What a container uses at `time`, unix milliseconds, a little different for each seed and time. */
export function statsSample(seed: number, time: number): StatsSample {
  const wave = (Math.sin(time / 7000 + seed) + 1) / 2
  return {
    time,
    cpuPercent: seed % 4 === 0 ? wave * 3 + seed / 40 : wave * 0.4,
    memory: (seed % 9) * 21_000_000 + 900_000 + wave * 3_000_000,
    memoryLimit: 2 * 2 ** 30,
    netRx: time / 1000,
    netTx: time / 2000,
    blockRead: 0,
    blockWrite: 0,
    pids: 1 + (seed % 5),
    pidsLimit: null,
  }
}

/** A network that a user made; its id is its name. */
export const networkRow = (name: string, change: Partial<NetworkRow> = {}): NetworkRow => ({
  id: name,
  name,
  driver: 'bridge',
  scope: 'local',
  created: '2026-01-01T00:00:00Z',
  subnets: [],
  ipv6: false,
  internal: false,
  attachable: false,
  labels: {},
  options: {},
  composeProject: null,
  builtIn: false,
  members: [],
  ...change,
})

/** A clean-up that takes all that may go. */
export const everythingGoes: CleanUpChoice = {
  containers: 'all',
  networks: 'all',
  volumes: 'all',
  images: 'all',
  cache: 'all',
  cacheUnusedHours: null,
}

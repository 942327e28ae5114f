import { z } from 'zod'
import { ContainerState, type ContainerRow, type PublishedPort } from '../../api/schema/containers.ts'
import { isHelper } from '../helper-label.ts'
import { clip } from '../text.ts'
import { parseStatus } from './status.ts'

/** A port of a container, or none where the engine says something that is none. */
const Port = z.object({
  IP: z.string().optional(),
  PrivatePort: z.number().int().min(0).max(65535),
  PublicPort: z.number().int().min(0).max(65535).optional(),
  Type: z.enum(['tcp', 'udp', 'sctp']).catch('tcp'),
})

/** A mount that is a volume; binds and others have no name. */
const VolumeMount = z.object({ Type: z.literal('volume'), Name: z.string().min(1).max(512) })

/** A container's end of a network; the engine writes an address that it has not as an empty string. */
const Endpoint = z.object({
  IPAddress: z.string().max(64).nullish(),
  GlobalIPv6Address: z.string().max(64).nullish(),
})

const maxPorts = 1000
const maxNames = 16
const maxLabels = 64
const maxNetworks = 64

/** One container of `GET /containers/json`, as far as a row needs it; all but its id may be missing. */
const Summary = z.object({
  Id: z.string().regex(/^[0-9a-f]{12,64}$/),
  Names: z.array(z.string()).nullish(),
  Image: z.string().default(''),
  ImageID: z.string().default(''),
  Command: z.string().default(''),
  Created: z.number().default(0),
  State: z.string().default(''),
  Status: z.string().default(''),
  Health: z.object({ Status: z.string() }).nullish(),
  Ports: z.array(z.unknown()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  Mounts: z.array(z.unknown()).nullish(),
  NetworkSettings: z
    .object({ Networks: z.record(z.string(), Endpoint.nullish()).nullish() })
    .nullish()
    .catch(null),
})

/** When a container last started and ended, ISO 8601: a list does not say, events and inspect do. */
export interface Times {
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

export const noTimes: Times = { startedAt: null, finishedAt: null }

/** The rows of a list; what is no container is left out, and what Berth made for itself. */
export function parseRows(answer: unknown, timesOf: (id: string) => Times): ContainerRow[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((one: unknown) => {
    const parsed = Summary.safeParse(one)
    if (!parsed.success || isHelper(parsed.data.Labels)) return []
    return [rowOf(parsed.data, timesOf(parsed.data.Id))]
  })
}

function rowOf(summary: z.infer<typeof Summary>, times: Times): ContainerRow {
  const words = parseStatus(summary.Status)
  const state = stateOf(summary.State, summary.Status)
  return {
    id: summary.Id,
    name: nameOf(summary.Names?.slice(0, maxNames) ?? [], summary.Id),
    image: clip(summary.Image, 512),
    imageId: clip(summary.ImageID, 128),
    command: clip(summary.Command),
    state,
    health: state === 'running' ? healthOf(summary.Health?.Status, words.health) : 'none',
    exitCode: words.exitCode,
    created: summary.Created,
    ...times,
    ports: (summary.Ports ?? []).slice(0, maxPorts).flatMap(portOf),
    ...composeOf(summary.Labels ?? {}),
    labels: labelsOf(summary.Labels ?? {}),
    volumes: volumesOf(summary.Mounts ?? []),
    networks: networksOf(summary.NetworkSettings?.Networks ?? {}),
  }
}

/**
 * A container's own name without the slash. Beside it, the engine lists the aliases of legacy links
 * ("/other/alias"), which have a second slash.
 */
export function nameOf(names: readonly string[], id: string): string {
  const own = names.find((name) => name.lastIndexOf('/') <= 0) ?? names[0]
  return clip(own?.replace(/^\//, '') ?? '', 256) || id.slice(0, 12)
}

/** A state that this version does not know is told by whether the container is up. */
export function stateOf(state: string, status: string): ContainerState {
  const known = ContainerState.safeParse(state)
  if (known.success) return known.data
  return status.startsWith('Up') ? 'running' : 'dead'
}

export function healthOf(
  given: string | undefined,
  fallback: ContainerRow['health'],
): ContainerRow['health'] {
  return given === 'starting' || given === 'healthy' || given === 'unhealthy' ? given : fallback
}

export function composeOf(
  labels: Readonly<Record<string, string>>,
): Pick<ContainerRow, 'composeProject' | 'composeService'> {
  const label = (name: string): string | null => {
    const value = labels[`com.docker.compose.${name}`]
    return value === undefined ? null : clip(value, 256)
  }
  return { composeProject: label('project'), composeService: label('service') }
}

/** What a filter may ask for: thousands of rows go to the page, so that long texts (a whole configuration) are cut. */
export function labelsOf(labels: Readonly<Record<string, string>>): Record<string, string> {
  const some = Object.entries(labels).slice(0, maxLabels)
  return Object.fromEntries(some.map(([name, value]) => [clip(name, 256), clip(value, 256)]))
}

export function volumesOf(mounts: readonly unknown[]): string[] {
  const names = mounts.flatMap((mount) => VolumeMount.safeParse(mount).data?.Name ?? [])
  return [...new Set(names)].sort()
}

function portOf(value: unknown): PublishedPort[] {
  const parsed = Port.safeParse(value)
  if (!parsed.success) return []
  const { IP, PrivatePort, PublicPort, Type } = parsed.data
  const hostIp = PublicPort === undefined || !IP ? null : clip(IP, 64)
  return [{ hostIp, hostPort: PublicPort ?? null, containerPort: PrivatePort, protocol: Type }]
}

/** The networks of a list or of an inspection: both write them alike. */
export function networksOf(
  networks: Readonly<Record<string, z.infer<typeof Endpoint> | null | undefined>>,
): ContainerRow['networks'] {
  return Object.entries(networks)
    .slice(0, maxNetworks)
    .map(([name, end]) => ({
      name: clip(name, 256),
      ipv4: end?.IPAddress || null,
      ipv6: end?.GlobalIPv6Address || null,
    }))
}

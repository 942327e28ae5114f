import { z } from 'zod'
import type { ContainerDetail, ContainerRow, PublishedPort } from '../../api/schema/containers.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'
import { composeOf, healthOf, labelsOf, nameOf, networksOf, stateOf, volumesOf } from './row.ts'
import { timeOf } from './times.ts'

const Binding = z.object({ HostIp: z.string().default(''), HostPort: z.string().default('') })

/** `GET /containers/{id}/json`, as far as the detail shows it in its own words; the rest is in `raw`. */
const Inspected = z.object({
  Id: z.string(),
  Name: z.string().default(''),
  Image: z.string().default(''),
  Created: z.string().default(''),
  Path: z.string().default(''),
  Args: z.array(z.string()).nullish(),
  SizeRw: z.number().nullish(),
  State: z.object({
    Status: z.string(),
    ExitCode: z.number().default(0),
    StartedAt: z.string().nullish(),
    FinishedAt: z.string().nullish(),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
  Config: z.object({
    Image: z.string().default(''),
    Tty: z.boolean().default(false),
    Env: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
  HostConfig: z
    .object({
      RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number().default(0) }).nullish(),
    })
    .nullish(),
  Mounts: z
    .array(
      z.object({
        Type: z.string().default(''),
        Name: z.string().default(''),
        Source: z.string().default(''),
        Destination: z.string(),
        RW: z.boolean().default(true),
      }),
    )
    .nullish(),
  NetworkSettings: z
    .object({
      Ports: z.record(z.string(), z.array(Binding).nullable()).nullish(),
      Networks: z
        .record(
          z.string(),
          z.object({ IPAddress: z.string().default(''), GlobalIPv6Address: z.string().default('') }),
        )
        .nullish(),
    })
    .nullish(),
})
type Inspected = z.infer<typeof Inspected>

const maxInspectBytes = 4 * 1024 * 1024

/** One container, whole. `size` makes the engine measure what it wrote, which can take seconds. */
export async function inspectContainer(
  client: EngineClient,
  id: string,
  options: { size: boolean },
): Promise<ContainerDetail> {
  const doing = `inspect the container ${id}`
  const query = { size: options.size ? true : undefined }
  const raw = await client.json(
    { doing, path: `${containerPath(id)}/json`, query },
    { maxBytes: maxInspectBytes },
  )
  const parsed = Inspected.safeParse(raw)
  if (!parsed.success) throw malformed(doing, z.prettifyError(parsed.error))
  const { Config, HostConfig, Mounts, NetworkSettings, SizeRw } = parsed.data
  const policy = HostConfig?.RestartPolicy
  return {
    row: rowOf(parsed.data),
    tty: Config.Tty,
    restartPolicy: policy
      ? `${policy.Name || 'no'}${policy.MaximumRetryCount > 0 ? `:${policy.MaximumRetryCount}` : ''}`
      : 'no',
    env: (Config.Env ?? []).map((one) => clip(one, 32_768)),
    mounts: (Mounts ?? []).map((mount) => ({
      type: mount.Type,
      source: mount.Type === 'volume' ? mount.Name : mount.Source,
      target: mount.Destination,
      readOnly: !mount.RW,
    })),
    networks: Object.entries(NetworkSettings?.Networks ?? {}).map(([name, network]) => ({
      name,
      ip: network.IPAddress || network.GlobalIPv6Address,
    })),
    writtenBytes: SizeRw ?? null,
    raw: z.json().parse(raw),
  }
}

function rowOf(inspected: Inspected): ContainerRow {
  const { State, Config } = inspected
  const state = stateOf(State.Status, State.Status)
  const ended = state === 'exited' || state === 'dead' || state === 'restarting'
  return {
    id: inspected.Id,
    name: nameOf([inspected.Name], inspected.Id),
    image: Config.Image,
    imageId: inspected.Image,
    command: clip([inspected.Path, ...(inspected.Args ?? [])].join(' ').trim()),
    state,
    health: state === 'running' ? healthOf(State.Health?.Status, 'none') : 'none',
    exitCode: ended ? State.ExitCode : null,
    created: Math.floor((Date.parse(inspected.Created) || 0) / 1000),
    startedAt: timeOf(State.StartedAt),
    finishedAt: timeOf(State.FinishedAt),
    ports: Object.entries(inspected.NetworkSettings?.Ports ?? {}).flatMap(portsOf),
    ...composeOf(Config.Labels ?? {}),
    labels: labelsOf(Config.Labels ?? {}),
    volumes: volumesOf(inspected.Mounts ?? []),
    networks: networksOf(inspected.NetworkSettings?.Networks ?? {}),
  }
}

/** "80/tcp" and where it is published, if anywhere. */
function portsOf([port, bindings]: [string, z.infer<typeof Binding>[] | null]): PublishedPort[] {
  const [, number, protocol] = /^(\d{1,5})\/(tcp|udp|sctp)$/.exec(port) ?? []
  if (!number) return []
  const base = { containerPort: Number(number), protocol: protocol as PublishedPort['protocol'] }
  if (!bindings || bindings.length === 0) return [{ ...base, hostIp: null, hostPort: null }]
  return bindings.map(({ HostIp, HostPort }) => {
    const hostPort = Number(HostPort)
    return {
      ...base,
      hostIp: HostIp || null,
      hostPort: Number.isInteger(hostPort) && hostPort > 0 ? hostPort : null,
    }
  })
}

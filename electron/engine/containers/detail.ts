import { z } from 'zod'
import type { ContainerDetail } from '../../api/schema/container.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'
import { HostConfig, Inspected } from './inspect/answer.ts'
import { healthOf } from './inspect/health.ts'
import { limitsOf, restartOf } from './inspect/limits.ts'
import { networksOf, portsOf } from './inspect/networks.ts'
import { securityOf } from './inspect/security.ts'
import {
  composeOf,
  healthOf as statusOf,
  labelsOf,
  nameOf,
  networksOf as rowNetworksOf,
  stateOf,
  volumesOf,
} from './row.ts'
import { timeOf } from './times.ts'

const maxInspectBytes = 4 * 1024 * 1024
/** Characters of a variable or a label: whole ones of any size that a program could be started with. */
const longestValue = 131_072

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
  return { ...detailOf(parsed.data), raw: z.json().parse(raw) }
}

function detailOf(inspected: Inspected): Omit<ContainerDetail, 'raw'> {
  const { Config, Mounts, State } = inspected
  const host = inspected.HostConfig ?? HostConfig.parse({})
  return {
    row: rowOf(inspected),
    platform: platformOf(inspected),
    process: {
      entrypoint: Config.Entrypoint ?? [],
      command: Config.Cmd ?? [],
      workingDir: Config.WorkingDir,
      user: Config.User,
      hostname: [Config.Hostname, Config.Domainname].filter(Boolean).join('.'),
      tty: Config.Tty,
      stdin: Config.OpenStdin,
      init: host.Init === true,
      pid: State.Pid > 0 ? State.Pid : null,
      stopSignal: Config.StopSignal,
      stopTimeout: Config.StopTimeout ?? null,
    },
    startError: clip(State.Error),
    oomKilled: State.OOMKilled,
    restarts: inspected.RestartCount,
    restart: restartOf(host),
    autoRemove: host.AutoRemove,
    env: (Config.Env ?? []).map((one) => clip(one, longestValue)),
    labels: pairsOf(Config.Labels),
    mounts: (Mounts ?? []).map((mount) => ({
      type: mount.Type,
      source: mount.Type === 'volume' ? mount.Name : mount.Source,
      target: mount.Destination,
      readOnly: !mount.RW,
      driver: mount.Driver,
      propagation: mount.Propagation,
    })),
    networks: networksOf(inspected),
    health: healthOf(inspected),
    limits: limitsOf(host),
    security: securityOf(host, inspected),
    log: { driver: host.LogConfig?.Type ?? '', options: pairsOf(host.LogConfig?.Config) },
    writtenBytes: inspected.SizeRw ?? null,
    totalBytes: inspected.SizeRootFs ?? null,
  }
}

function pairsOf(record: Record<string, string> | null | undefined): { name: string; value: string }[] {
  return Object.entries(record ?? {})
    .map(([name, value]) => ({ name, value: clip(value, longestValue) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function platformOf({ ImageManifestDescriptor, Platform }: Inspected): string {
  const { os, architecture, variant } = ImageManifestDescriptor?.platform ?? {}
  return [os ?? Platform, architecture, variant].filter(Boolean).join('/')
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
    health: state === 'running' ? statusOf(State.Health?.Status, 'none') : 'none',
    exitCode: ended ? State.ExitCode : null,
    created: Math.floor((Date.parse(inspected.Created) || 0) / 1000),
    startedAt: timeOf(State.StartedAt),
    finishedAt: timeOf(State.FinishedAt),
    ports: portsOf(inspected),
    ...composeOf(Config.Labels ?? {}),
    labels: labelsOf(Config.Labels ?? {}),
    volumes: volumesOf(inspected.Mounts ?? []),
    networks: rowNetworksOf(inspected.NetworkSettings?.Networks ?? {}),
  }
}

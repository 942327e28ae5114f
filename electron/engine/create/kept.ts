import { z } from 'zod'
import { mountKey } from '../../api/schema/docker-run/mounts.ts'
import { malformed } from '../errors.ts'
import { Config, Endpoint, HostConfig, type CreateBody, type Mount } from './shapes.ts'
import { mountsOf, tmpfsOf } from './spec-of.ts'

/** `GET /containers/{id}/json`, as far as the making of another like it needs it. */
const Inspected = z.object({
  Id: z.string().min(12),
  Name: z.string(),
  Image: z.string(),
  State: z.object({ Running: z.boolean().default(false), Paused: z.boolean().default(false) }),
  Config,
  HostConfig,
  Mounts: z
    .array(
      z.object({
        Type: z.string().default(''),
        Name: z.string().default(''),
        Destination: z.string(),
        RW: z.boolean().default(true),
      }),
    )
    .nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), Endpoint.nullable()).nullish() }).nullish(),
})

/** A container as it can be made again. */
export interface Kept {
  readonly id: string
  readonly name: string
  /** the image it was made of, by its id */
  readonly imageId: string
  readonly running: boolean
  /** all that was asked for when it was made, and its volumes by name */
  readonly body: CreateBody
}

/** `image`: the configuration of the image it was made of, whose share is left out; null when that is gone. */
export function keptOf(raw: unknown, image: Config | null, doing: string): Kept {
  const parsed = Inspected.safeParse(raw)
  if (!parsed.success) throw malformed(doing, z.prettifyError(parsed.error))
  const { Id, Name, Image, State, Config: config, HostConfig: host, Mounts, NetworkSettings } = parsed.data
  const kept = hostOf(host)
  const body: CreateBody = { ...ownConfig(config, image), HostConfig: kept }
  // The engine names a container after its id, and one in the machine's own network after the machine.
  if (config.Hostname === Id.slice(0, 12) || /^(host|container:.*)$/.test(host.NetworkMode ?? ''))
    delete body.Hostname
  const endpoints = endpointsOf(NetworkSettings?.Networks ?? {}, Id, host.NetworkMode ?? '')
  if (Object.keys(endpoints).length > 0) body.NetworkingConfig = { EndpointsConfig: endpoints }
  kept.Mounts = withVolumes(body, Mounts ?? [])
  if (kept.Mounts.length === 0) delete kept.Mounts
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    imageId: Image,
    running: State.Running || State.Paused,
    body,
  }
}

/** What is the container's own, and not the image's: on another image, that one's own holds. */
function ownConfig(config: Config, image: Config | null): Config {
  const own: Config = { ...config }
  // Of the client that made it, not of the container.
  for (const key of ['AttachStdin', 'AttachStdout', 'AttachStderr', 'OnBuild', 'ArgsEscaped'])
    Reflect.deleteProperty(own, key)
  if (!image) return own
  const entrypointIsImages = same(config.Entrypoint, image.Entrypoint)
  // The engine takes an image's command only together with its entrypoint.
  if (entrypointIsImages && same(config.Cmd, image.Cmd)) delete own.Cmd
  if (entrypointIsImages && (own.Cmd === undefined || (own.Cmd ?? []).length > 0)) delete own.Entrypoint
  else if (!config.Entrypoint?.length && image.Entrypoint?.length) own.Entrypoint = ['']
  for (const key of ['User', 'WorkingDir', 'StopSignal', 'Healthcheck', 'Shell'] as const)
    if (same(config[key], image[key])) Reflect.deleteProperty(own, key)
  own.Env = (config.Env ?? []).filter((line) => !image.Env?.includes(line))
  own.Labels = without(config.Labels, (key, value) => image.Labels?.[key] === value)
  own.ExposedPorts = without(config.ExposedPorts, (key) => key in (image.ExposedPorts ?? {}))
  own.Volumes = without(config.Volumes, (key) => key in (image.Volumes ?? {}))
  return own
}

/** Without what the engine filled in by itself from something else, which would not follow a change of that. */
function hostOf(host: HostConfig): HostConfig {
  const kept: HostConfig = { ...host }
  if (host.Memory && host.MemorySwap === 2 * host.Memory) delete kept.MemorySwap
  if (host.MemorySwap === 0) delete kept.MemorySwap
  if (host.ShmSize === defaultShmBytes) delete kept.ShmSize
  if (isDefaultNetwork(host.NetworkMode)) delete kept.NetworkMode
  if (host.IpcMode === 'private' || host.IpcMode === 'shareable') delete kept.IpcMode
  if (host.Runtime === 'runc') delete kept.Runtime
  if (host.LogConfig?.Type === 'json-file' && Object.keys(host.LogConfig.Config ?? {}).length === 0)
    delete kept.LogConfig
  // "/db:/web/database" of the one called web is what was asked for as "db:database".
  if (host.Links) kept.Links = host.Links.map((link) => link.replace(/^\/?([^:]+):.*\/([^/]+)$/, '$1:$2'))
  delete kept['ContainerIDFile']
  return kept
}

/** Its name is "bridge", on Windows "nat". */
const isDefaultNetwork = (name: string | undefined): boolean =>
  name === 'default' || name === 'bridge' || name === 'nat'

/** 64 MiB. Source: moby's daemon/config, DefaultShmSize. */
const defaultShmBytes = 64 * 1024 * 1024

function endpointsOf(
  networks: Record<string, Endpoint | null>,
  id: string,
  mode: string,
): Record<string, Endpoint> {
  const kept = Object.entries(networks).flatMap(([name, endpoint]) => {
    if (!endpoint || name === 'host' || name === 'none') return []
    const aliases = (endpoint.Aliases ?? []).filter((alias) => !id.startsWith(alias))
    const address = Object.entries(endpoint.IPAMConfig ?? {}).filter(([, value]) => value !== '')
    const asked: Endpoint = {
      ...(aliases.length > 0 && { Aliases: aliases }),
      ...(endpoint.Links?.length && { Links: endpoint.Links }),
      ...(Object.keys(endpoint.DriverOpts ?? {}).length > 0 && { DriverOpts: endpoint.DriverOpts }),
      ...(address.length > 0 && { IPAMConfig: Object.fromEntries(address) }),
    }
    // The default network without anything of its own is what one gets without asking.
    const isDefault = isDefaultNetwork(name) && (mode === '' || isDefaultNetwork(mode))
    return isDefault && Object.keys(asked).length === 0 && Object.keys(networks).length === 1
      ? []
      : [[name, asked] as const]
  })
  return Object.fromEntries(kept)
}

interface MountPoint {
  readonly Type: string
  readonly Name: string
  readonly Destination: string
  readonly RW: boolean
}

/** The mounts that were asked for, and every volume that was made without a name, by the name that it got. */
function withVolumes(body: CreateBody, points: readonly MountPoint[]): Mount[] {
  const named = new Set(
    [...mountsOf(body).filter(({ source }) => source !== ''), ...tmpfsOf(body.HostConfig)].map(({ target }) =>
      mountKey(target),
    ),
  )
  const anonymous = points.filter(
    ({ Type, Name, Destination }) => Type === 'volume' && Name !== '' && !named.has(mountKey(Destination)),
  )
  const targets = new Map(anonymous.map((point) => [mountKey(point.Destination), point]))
  const asked = (body.HostConfig.Mounts ?? []).map((mount) => {
    const place = mountKey(mount.Target)
    const point = mount.Type === 'volume' ? targets.get(place) : undefined
    if (!point) return mount
    targets.delete(place)
    return { ...mount, Source: point.Name }
  })
  const rest = [...targets.values()].map(({ Name, Destination, RW }) => ({
    Type: 'volume',
    Source: Name,
    Target: Destination,
    ...(!RW && { ReadOnly: true }),
  }))
  return [...asked, ...rest]
}

function without<T>(
  of: Record<string, T> | null | undefined,
  isImages: (key: string, value: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(of ?? {}).filter(([key, value]) => !isImages(key, value)))
}

/** Nothing is said in three ways: absent, null, and empty. */
const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other))
const plain = (value: unknown): unknown =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value

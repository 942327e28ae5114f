import { parseDuration, parseSize } from '../../api/schema/docker-run/amounts.ts'
import { printVolume } from '../../api/schema/docker-run/mounts.ts'
import { lines } from '../../api/schema/docker-run/security.ts'
import { commandWords } from '../../api/schema/docker-run/words.ts'
import type { System } from '../../api/schema/run-platform.ts'
import { listed, portRange, type RunSpec } from '../../api/schema/run-spec.ts'
import { tidy } from '../../api/schema/run-tidy.ts'
import type { CreateBody, Endpoint, HostConfig } from './shapes.ts'

/**
 * What an engine of this system is asked for: only what the spec says. Throws nothing for a spec that its schema let
 * through.
 */
export function bodyOf(given: RunSpec, system: System = 'linux'): CreateBody {
  const spec = tidy(given)
  const endpoints = endpointsOf(spec)
  return said({
    Image: spec.image,
    Hostname: spec.hostname,
    Domainname: spec.domainname,
    User: spec.user,
    Env: some(spec.env.map(({ name, value }) => `${name}=${value}`)),
    Cmd: some(commandWords(spec.command, system) ?? []),
    Entrypoint: some(commandWords(spec.entrypoint, system) ?? []),
    WorkingDir: spec.workdir,
    Labels: mapped(spec.labels),
    Tty: spec.tty,
    OpenStdin: spec.interactive,
    StopSignal: spec.stopSignal,
    StopTimeout: number(spec.stopTimeout),
    ExposedPorts: exposedOf(spec),
    Volumes: some(
      spec.mounts.filter((row) => !isBound(row)).map(({ target }) => [target, {}] as const),
      record,
    ),
    Healthcheck: healthOf(spec, system),
    HostConfig: hostConfigOf(spec),
    ...(Object.keys(endpoints).length > 0 && { NetworkingConfig: { EndpointsConfig: endpoints } }),
  }) as CreateBody
}

function hostConfigOf(spec: RunSpec): HostConfig {
  const rates = (kind: RunSpec['rates'][number]['kind']) =>
    some(
      spec.rates
        .filter((row) => row.kind === kind)
        .map(({ device, rate }) => ({
          Path: device,
          Rate: kind.endsWith('bps') ? (parseSize(rate) ?? 0) : Number(rate),
        })),
    )
  return said({
    Binds: some(spec.mounts.filter((row) => row.source !== '').map(printVolume)),
    Mounts: some(
      spec.mounts
        .filter((row) => row.source === '' && isBound(row))
        .map(({ target }) => ({ Type: 'volume', Target: target, ReadOnly: true })),
    ),
    Tmpfs: some(
      spec.tmpfs.map(({ target, options }) => [target, options] as const),
      record,
    ),
    PortBindings: bindingsOf(spec),
    PublishAllPorts: spec.publishAll,
    NetworkMode: spec.networks[0]?.name,
    ExtraHosts: some(spec.extraHosts.map(({ name, address }) => `${name}:${address}`)),
    Dns: some(listed(spec.dns)),
    RestartPolicy:
      spec.restart === 'no'
        ? undefined
        : {
            Name: spec.restart,
            ...(spec.restart === 'on-failure' && { MaximumRetryCount: number(spec.restartRetries) ?? 0 }),
          },
    AutoRemove: spec.autoRemove,
    LogConfig:
      spec.logDriver === '' && spec.logOptions.length === 0
        ? undefined
        : said({ Type: spec.logDriver, Config: mapped(spec.logOptions) }),
    ShmSize: size(spec.shmSize),
    Memory: size(spec.memory),
    MemoryReservation: size(spec.memoryReservation),
    MemorySwap: spec.memorySwap === '-1' ? -1 : size(spec.memorySwap),
    NanoCpus: spec.cpus === '' ? undefined : Math.round(Number(spec.cpus) * 1e9),
    CpuShares: number(spec.cpuShares),
    CpusetCpus: spec.cpuset,
    PidsLimit: number(spec.pids),
    BlkioWeight: number(spec.blkioWeight),
    BlkioDeviceReadBps: rates('read-bps'),
    BlkioDeviceWriteBps: rates('write-bps'),
    BlkioDeviceReadIOps: rates('read-iops'),
    BlkioDeviceWriteIOps: rates('write-iops'),
    Ulimits: some(
      spec.ulimits.map(({ name, soft, hard }) => ({
        Name: name,
        Soft: Number(soft),
        Hard: Number(hard === '' ? soft : hard),
      })),
    ),
    GroupAdd: some(listed(spec.groups)),
    ReadonlyRootfs: spec.readOnly,
    CapAdd: some(listed(spec.capAdd)),
    CapDrop: some(listed(spec.capDrop)),
    SecurityOpt: some([
      ...(spec.noNewPrivileges ? ['no-new-privileges'] : []),
      ...(spec.seccomp === '' ? [] : [`seccomp=${spec.seccomp}`]),
      ...lines(spec.securityOpts),
    ]),
    Privileged: spec.privileged,
    Init: spec.init,
    Devices: some(
      spec.devices.map(({ host, container, permissions }) => ({
        PathOnHost: host,
        PathInContainer: container || host,
        CgroupPermissions: permissions || 'rwm',
      })),
    ),
    Sysctls: mapped(spec.sysctls),
    PidMode: spec.pid,
    IpcMode: spec.ipc,
    UTSMode: spec.uts,
    UsernsMode: spec.userns,
    Runtime: spec.runtime,
    Isolation: spec.isolation,
  })
}

/** A mount that HostConfig has a word for; what is left are volumes without a name, which Config asks for. */
const isBound = ({ source, readOnly }: RunSpec['mounts'][number]): boolean => source !== '' || readOnly

/** Networks that a container has a place of its own in; in the others it stands where somebody else does. */
const hasEndpoint = (name: string): boolean =>
  name !== 'host' && name !== 'none' && !name.startsWith('container:')

function endpointsOf({ networks }: RunSpec): Record<string, Endpoint> {
  return record(
    networks
      .filter(({ name }) => hasEndpoint(name))
      .map(({ name, aliases, ip4, ip6 }) => {
        const address = said({ IPv4Address: ip4, IPv6Address: ip6 })
        return [
          name,
          said({ Aliases: some(listed(aliases)), IPAMConfig: ip4 + ip6 === '' ? undefined : address }),
        ]
      }),
  )
}

type Binding = { HostIp?: string; HostPort: string }

/** "80/tcp" to where it is published; a range is as many ports, each with its own. */
function bindingsOf({ ports }: RunSpec): Record<string, Binding[]> | undefined {
  const bindings: Record<string, Binding[]> = {}
  for (const { hostIp, hostPort, containerPort, protocol } of ports) {
    const inner = portRange(containerPort)
    if (!inner) continue
    const outer = portRange(hostPort)
    const one = inner.first === inner.last
    for (let port = inner.first; port <= inner.last; port += 1) {
      const host = one || !outer ? hostPort : String(outer.first + port - inner.first)
      ;(bindings[`${port}/${protocol}`] ??= []).push({
        ...(hostIp !== '' && { HostIp: hostIp }),
        HostPort: host,
      })
    }
  }
  return some(Object.entries(bindings), record)
}

function exposedOf(spec: RunSpec): Record<string, object> | undefined {
  const exposed = listed(spec.expose).flatMap((text) => {
    const [range = '', protocol = 'tcp'] = text.split('/')
    const { first, last } = portRange(range) ?? { first: 1, last: 0 }
    return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`)
  })
  const all = [...Object.keys(bindingsOf(spec) ?? {}), ...exposed]
  return some(
    all.map((port) => [port, {}] as const),
    record,
  )
}

function healthOf({ health }: RunSpec, system: System): object | undefined {
  if (health.mode === 'none') return { Test: ['NONE'] }
  const times = said({
    Interval: parseDuration(health.interval) ?? undefined,
    Timeout: parseDuration(health.timeout) ?? undefined,
    StartPeriod: parseDuration(health.startPeriod) ?? undefined,
    StartInterval: parseDuration(health.startInterval) ?? undefined,
    Retries: number(health.retries),
  })
  if (health.mode === 'image') return Object.keys(times).length > 0 ? times : undefined
  const test =
    health.mode === 'shell'
      ? ['CMD-SHELL', health.command]
      : ['CMD', ...(commandWords(health.command, system) ?? [])]
  return { Test: test, ...times }
}

const number = (text: string): number | undefined => (text === '' ? undefined : Number(text))
const size = (text: string): number | undefined => parseSize(text) ?? undefined
const mapped = (rows: readonly { name: string; value: string }[]): Record<string, string> | undefined =>
  some(
    rows.map(({ name, value }) => [name, value] as const),
    record,
  )

/** `Object.fromEntries`, which knows less of its type. */
function record<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries)
}

function some<T>(list: readonly T[]): T[] | undefined
function some<T, R>(list: readonly T[], made: (list: readonly T[]) => R): R | undefined
function some<T, R>(list: readonly T[], made?: (list: readonly T[]) => R): readonly T[] | R | undefined {
  return list.length === 0 ? undefined : made ? made(list) : list
}

type Said<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Without what is not said: '' and false are the engine's own. */
function said<T extends object>(of: T): Said<T> {
  return Object.fromEntries(
    Object.entries(of).filter(([, value]) => value !== undefined && value !== '' && value !== false),
  ) as Said<T>
}

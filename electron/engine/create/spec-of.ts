import { printDuration, printSize } from '../../api/schema/docker-run/amounts.ts'
import { mountKey, parseVolume } from '../../api/schema/docker-run/mounts.ts'
import { joinWords } from '../../api/schema/docker-run/quote.ts'
import { emptySpec, type MountRow, type RunSpec } from '../../api/schema/run-spec.ts'
import type { Config, CreateBody, HostConfig, Mount } from './shapes.ts'

/** What of a container's own settings the spec has a word for. The way back is `bodyOf`. */
export function specOf(body: CreateBody, name: string): RunSpec {
  const host = body.HostConfig
  const ports = portsOf(host)
  const published = new Set(Object.keys(host.PortBindings ?? {}))
  return {
    ...emptySpec,
    ...hostPart(host),
    name,
    image: body.Image ?? '',
    hostname: body.Hostname ?? '',
    domainname: body.Domainname ?? '',
    user: body.User ?? '',
    env: (body.Env ?? []).map(pair),
    command: joinWords(body.Cmd ?? []),
    entrypoint: joinWords(body.Entrypoint ?? []),
    workdir: body.WorkingDir ?? '',
    labels: rowsOf(body.Labels),
    tty: body.Tty ?? false,
    interactive: body.OpenStdin ?? false,
    stopSignal: body.StopSignal ?? '',
    stopTimeout: text(body.StopTimeout, true),
    ports,
    expose: Object.keys(body.ExposedPorts ?? {})
      .filter((port) => !published.has(port))
      .map((port) => port.replace(/\/tcp$/, ''))
      .join(' '),
    mounts: mountsOf(body),
    tmpfs: tmpfsOf(host),
    networks: networksOf(body),
    health: healthOf(body.Healthcheck),
  }
}

function hostPart(host: HostConfig): Partial<RunSpec> {
  const security = securityOf(host.SecurityOpt ?? [])
  const policy = host.RestartPolicy?.Name
  return {
    publishAll: host.PublishAllPorts ?? false,
    extraHosts: (host.ExtraHosts ?? []).map((line) => {
      const [, name = line, address = ''] = /^([^:=]+)[:=](.*)$/.exec(line) ?? []
      return { name, address }
    }),
    dns: (host.Dns ?? []).join(' '),
    restart: policy === 'always' || policy === 'unless-stopped' || policy === 'on-failure' ? policy : 'no',
    restartRetries: text(host.RestartPolicy?.MaximumRetryCount),
    autoRemove: host.AutoRemove ?? false,
    logDriver: host.LogConfig?.Type ?? '',
    logOptions: rowsOf(host.LogConfig?.Config),
    shmSize: size(host.ShmSize),
    memory: size(host.Memory),
    memoryReservation: size(host.MemoryReservation),
    memorySwap: host.MemorySwap === -1 ? '-1' : size(host.MemorySwap),
    cpus: cpusOf(host),
    cpuShares: text(host.CpuShares),
    cpuset: host.CpusetCpus ?? '',
    pids: text(host.PidsLimit),
    blkioWeight: text(host.BlkioWeight),
    rates: [
      ...(host.BlkioDeviceReadBps ?? []).map((one) => rate('read-bps', one)),
      ...(host.BlkioDeviceWriteBps ?? []).map((one) => rate('write-bps', one)),
      ...(host.BlkioDeviceReadIOps ?? []).map((one) => rate('read-iops', one)),
      ...(host.BlkioDeviceWriteIOps ?? []).map((one) => rate('write-iops', one)),
    ],
    ulimits: (host.Ulimits ?? []).map(({ Name, Soft = 0, Hard = Soft }) => ({
      name: Name,
      soft: String(Soft),
      hard: Hard === Soft ? '' : String(Hard),
    })),
    groups: (host.GroupAdd ?? []).join(' '),
    readOnly: host.ReadonlyRootfs ?? false,
    capAdd: (host.CapAdd ?? []).map(capability).join(' '),
    capDrop: (host.CapDrop ?? []).map(capability).join(' '),
    ...security,
    privileged: host.Privileged ?? false,
    init: host.Init ?? false,
    devices: (host.Devices ?? []).map(({ PathOnHost, PathInContainer = '', CgroupPermissions = '' }) => ({
      host: PathOnHost,
      container: PathInContainer === PathOnHost ? '' : PathInContainer,
      permissions: CgroupPermissions === 'rwm' ? '' : CgroupPermissions,
    })),
    sysctls: rowsOf(host.Sysctls),
    pid: host.PidMode ?? '',
    ipc: host.IpcMode ?? '',
    uts: host.UTSMode ?? '',
    userns: host.UsernsMode ?? '',
    runtime: host.Runtime ?? '',
    isolation: host.Isolation === 'process' || host.Isolation === 'hyperv' ? host.Isolation : '',
  }
}

const capability = (name: string): string => name.replace(/^CAP_/, '')

function portsOf({ PortBindings }: HostConfig): RunSpec['ports'] {
  return Object.entries(PortBindings ?? {}).flatMap(([port, bindings]) => {
    const [containerPort = '', protocol = 'tcp'] = port.split('/')
    if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') return []
    return (bindings ?? []).map(({ HostIp = '', HostPort = '' }) => ({
      hostIp: HostIp,
      hostPort: HostPort === '0' ? '' : HostPort,
      containerPort,
      protocol,
    }))
  })
}

/** The mounts that the spec has rows for, by where they are asked for. */
export function mountsOf({
  Volumes,
  HostConfig: host,
}: Pick<CreateBody, 'Volumes' | 'HostConfig'>): MountRow[] {
  const rows = [
    ...(host.Binds ?? []).flatMap((bind) => parseVolume(bind) ?? []),
    ...(host.Mounts ?? []).filter(isMount).map(({ Source = '', Target, ReadOnly = false }) => ({
      source: Source,
      target: Target,
      readOnly: ReadOnly,
      options: '',
    })),
  ]
  const taken = new Set(rows.map(({ target }) => mountKey(target)))
  const anonymous = Object.keys(Volumes ?? {}).filter((target) => !taken.has(mountKey(target)))
  return [...rows, ...anonymous.map((target) => ({ source: '', target, readOnly: false, options: '' }))]
}

const isMount = ({ Type }: Mount): boolean => Type === 'bind' || Type === 'volume'

export function tmpfsOf({ Tmpfs, Mounts }: HostConfig): RunSpec['tmpfs'] {
  const mounted = (Mounts ?? []).filter(({ Type }) => Type === 'tmpfs')
  return [
    ...Object.entries(Tmpfs ?? {}).map(([target, options]) => ({ target, options })),
    ...mounted.map(({ Target, ReadOnly, TmpfsOptions }) => ({
      target: Target,
      options: [
        ...(ReadOnly ? ['ro'] : []),
        ...(TmpfsOptions?.SizeBytes ? [`size=${TmpfsOptions.SizeBytes}`] : []),
        ...(TmpfsOptions?.Mode ? [`mode=${TmpfsOptions.Mode.toString(8)}`] : []),
      ].join(','),
    })),
  ]
}

function networksOf({ HostConfig: host, NetworkingConfig }: CreateBody): RunSpec['networks'] {
  const endpoints = NetworkingConfig?.EndpointsConfig ?? {}
  const mode = host.NetworkMode ?? ''
  const names = [...new Set([...(mode === '' ? [] : [mode]), ...Object.keys(endpoints)])]
  return names.map((name) => ({
    name,
    aliases: (endpoints[name]?.Aliases ?? []).join(' '),
    ip4: endpoints[name]?.IPAMConfig?.IPv4Address ?? '',
    ip6: endpoints[name]?.IPAMConfig?.IPv6Address ?? '',
  }))
}

/** CPUs, also where they are given as a share of each period. */
function cpusOf({ NanoCpus, CpuQuota, CpuPeriod }: HostConfig): string {
  if (NanoCpus) return String(NanoCpus / 1e9)
  if (!CpuQuota || CpuQuota < 0) return ''
  return String(Math.round((CpuQuota / (CpuPeriod || 100_000)) * 1e4) / 1e4)
}

function securityOf(
  options: readonly string[],
): Pick<RunSpec, 'noNewPrivileges' | 'seccomp' | 'securityOpts'> {
  const seccomp = options.find((option) => /^seccomp[=:]/.test(option))
  const none = (option: string): boolean => /^no-new-privileges([=:]true)?$/.test(option)
  return {
    noNewPrivileges: options.some(none),
    seccomp: seccomp?.replace(/^seccomp[=:]/, '').replace(/^builtin$/, '') ?? '',
    securityOpts: options.filter((option) => option !== seccomp && !none(option)).join('\n'),
  }
}

function healthOf(check: Config['Healthcheck']): RunSpec['health'] {
  const [kind, ...words] = check?.Test ?? []
  const mode = kind === 'NONE' ? 'none' : kind === 'CMD-SHELL' ? 'shell' : kind === 'CMD' ? 'exec' : 'image'
  return {
    mode,
    command: mode === 'shell' ? words.join(' ') : mode === 'exec' ? joinWords(words) : '',
    interval: duration(check?.Interval),
    timeout: duration(check?.Timeout),
    startPeriod: duration(check?.StartPeriod),
    startInterval: duration(check?.StartInterval),
    retries: text(check?.Retries),
  }
}

const rate = (
  kind: RunSpec['rates'][number]['kind'],
  one: { Path: string; Rate: number },
): RunSpec['rates'][number] => ({
  device: one.Path,
  kind,
  rate: kind.endsWith('bps') ? printSize(one.Rate) : String(one.Rate),
})

const pair = (line: string): { name: string; value: string } => {
  const at = line.indexOf('=')
  return at < 0 ? { name: line, value: '' } : { name: line.slice(0, at), value: line.slice(at + 1) }
}
const rowsOf = (words: Record<string, string> | null | undefined): { name: string; value: string }[] =>
  Object.entries(words ?? {}).map(([name, value]) => ({ name, value }))
/** 0 is how the engine says "not set" of most numbers. */
const text = (value: number | null | undefined, zeroToo = false): string =>
  value === null || value === undefined || (value === 0 && !zeroToo) ? '' : String(value)
const size = (bytes: number | null | undefined): string => (bytes && bytes > 0 ? printSize(bytes) : '')
const duration = (ns: number | undefined): string => (ns ? printDuration(ns) : '')

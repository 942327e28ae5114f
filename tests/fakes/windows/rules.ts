/** What a Windows engine refuses, in its words. Sources: moby (named at each), hcsshim for what Windows itself says. */

export interface CreateBody {
  readonly Image?: string
  readonly Cmd?: string[]
  readonly Tty?: boolean
  readonly WorkingDir?: string
  readonly Volumes?: Record<string, object>
  readonly HostConfig?: Readonly<Record<string, unknown>> & {
    readonly Binds?: string[]
    readonly Isolation?: string
    readonly NetworkMode?: string
    readonly SecurityOpt?: string[]
    readonly PortBindings?: Record<string, { HostIp?: string; HostPort?: string }[]>
  }
}

export interface WindowsImage {
  readonly Id: string
  readonly RepoTags: readonly string[]
  readonly Os: string
  readonly OsVersion: string
  readonly Architecture: string
}

/** daemon/daemon_windows.go, `verifyPlatformContainerResources`. */
const refusedFields = [
  'BlkioDeviceReadBps',
  'BlkioDeviceReadIOps',
  'BlkioDeviceWriteBps',
  'BlkioDeviceWriteIOps',
  'BlkioWeight',
  'CpusetCpus',
  'MemoryReservation',
  'MemorySwap',
  'PidsLimit',
  'Ulimits',
]

/** daemon/volume/mounts/windows_parser.go */
const bind =
  /^(?:((?:[a-z]:[\\/](?:[^\\/:*?"<>|]+[\\/]?)*)|[^\\/:*?"<>|]+|[/\\]{2}\.[/\\]pipe[/\\][^:*?"<>|]+):)?([a-z]:(?:[\\/][^\\/:*?"<>]+)*[\\/]?|[/\\]{2}\.[/\\]pipe[/\\][^:*?"<>|]+)(?::(ro|rw))?$/i

/** Where a bind or a volume is mounted, as the engine answers it: in lower case; null for what it does not understand. */
export const targetOf = (raw: string): string | null => bind.exec(raw)?.[2]?.toLowerCase() ?? null

/** What is wrong with a container to be; null when it can be made. */
export function refusalOfCreate({ HostConfig: host = {}, Volumes = {} }: CreateBody): string | null {
  const isSet = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 0 && value !== ''
  for (const field of refusedFields)
    if (isSet(host[field])) return `invalid option: Windows does not support ${field}`
  // daemon/internal/runconfig/hostconfig_windows.go
  if (host['Privileged'] === true)
    return 'invalid option: privileged mode is not supported for Windows containers'
  if (host['ReadonlyRootfs'] === true)
    return 'invalid option: read-only mode is not supported for Windows containers'
  if (!['', 'default', 'process', 'hyperv', undefined].includes(host.Isolation))
    return `invalid isolation (${host.Isolation}): Windows supports 'default', 'process', or 'hyperv'`
  for (const raw of [...(host.Binds ?? []), ...Object.keys(Volumes)])
    if (targetOf(raw) === null) return `invalid volume specification: '${raw}'`
  // daemon/oci_windows.go
  for (const option of host.SecurityOpt ?? [])
    if (!option.startsWith('credentialspec=')) return `security option not supported: ${option.split('=')[0]}`
  // daemon/libnetwork/drivers/windows
  for (const { HostIp = '' } of Object.values(host.PortBindings ?? {}).flat())
    if (HostIp !== '' && HostIp !== '0.0.0.0')
      return 'Windows does not support host IP addresses in NAT settings'
  return null
}

/** What Windows says when it is to run processes of another build; null when it runs them. */
export function refusalOfStart(
  id: string,
  image: WindowsImage,
  isolation: string,
  build: number,
): string | null {
  if (isolation !== 'process' || Number(image.OsVersion.split('.')[2]) === build) return null
  return (
    `container ${id} encountered an error during hcsshim::CreateComputeSystem: failure in a Windows system call: ` +
    'The container operating system does not match the host operating system. (0xc0370101)'
  )
}

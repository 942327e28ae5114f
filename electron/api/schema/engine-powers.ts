/** What engines of Linux and of Windows containers differ in, as far as the page has to know it. */
export interface EnginePowers {
  /** limits of a container that is there can be changed */
  readonly liveLimits: boolean
  /** a container's files can be compared, and made an image of, while it runs */
  readonly filesWhileRunning: boolean
  /** Berth reaches what a volume holds */
  readonly volumeFiles: boolean
  /** images are built by BuildKit, which Berth speaks with */
  readonly builds: boolean
  /** who began a process, when, and what with */
  readonly processDetails: boolean
  /** of networks to be, the usual one first */
  readonly networkDrivers: readonly [string, ...string[]]
  readonly networkFlags: readonly ('ipv6' | 'internal' | 'attachable')[]
  /** a shell that an image is likely to have */
  readonly shell: string
}

const linux: EnginePowers = {
  liveLimits: true,
  filesWhileRunning: true,
  volumeFiles: true,
  builds: true,
  processDetails: true,
  networkDrivers: ['bridge', 'macvlan', 'ipvlan', 'overlay'],
  networkFlags: ['ipv6', 'internal', 'attachable'],
  shell: 'sh',
}

/** Source: moby, daemon/*_windows.go and libnetwork/drivers/windows. */
const windows: EnginePowers = {
  liveLimits: false,
  filesWhileRunning: false,
  volumeFiles: false,
  builds: false,
  processDetails: false,
  networkDrivers: ['nat', 'transparent', 'l2bridge', 'overlay', 'internal', 'private'],
  networkFlags: ['internal', 'attachable'],
  shell: 'cmd',
}

export const enginePowers = (os: string | null): EnginePowers => (os === 'windows' ? windows : linux)

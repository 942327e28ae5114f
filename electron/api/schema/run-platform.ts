import { isDeviceClass, isSystemDrive, isUnixPath, isWindowsPath } from './run-paths.ts'
import { emptySpec, type RunSpec } from './run-spec.ts'
import { commandWords } from './docker-run/words.ts'
import { lines } from './docker-run/security.ts'
import { tidy } from './run-tidy.ts'

/** What an engine's containers run on. */
export type System = 'linux' | 'windows'

/**
 * What Windows containers do not have, by docker's flags: its engine refuses it, or does as if nothing had been said.
 * Source: moby, daemon/daemon_windows.go, daemon/oci_windows.go, daemon/internal/runconfig/hostconfig_windows.go, and
 * libnetwork's stubs for the files of name resolution.
 */
export const linuxOnly = {
  memoryReservation: '--memory-reservation',
  memorySwap: '--memory-swap',
  cpuset: '--cpuset-cpus',
  pids: '--pids-limit',
  blkioWeight: '--blkio-weight',
  rates: '--device-read-bps and the like',
  ulimits: '--ulimit',
  shmSize: '--shm-size',
  tmpfs: '--tmpfs',
  groups: '--group-add',
  readOnly: '--read-only',
  capAdd: '--cap-add',
  capDrop: '--cap-drop',
  noNewPrivileges: '--security-opt no-new-privileges',
  seccomp: '--security-opt seccomp',
  privileged: '--privileged',
  init: '--init',
  sysctls: '--sysctl',
  pid: '--pid',
  ipc: '--ipc',
  uts: '--uts',
  userns: '--userns',
  extraHosts: '--add-host',
} as const satisfies Partial<Record<keyof RunSpec, string>>
export type LinuxOnly = keyof typeof linuxOnly

const windowsOnly = { isolation: '--isolation' } as const
export type WindowsOnly = keyof typeof windowsOnly

export const isLinuxOnly = (key: string): key is LinuxOnly => Object.hasOwn(linuxOnly, key)

/** The fields of a spec that say something which containers of this system do not have, with docker's flags for them. */
export function unfitFields(
  given: RunSpec,
  system: System,
): { key: LinuxOnly | WindowsOnly; flag: string }[] {
  const spec = tidy(given)
  const flags: Partial<Record<keyof RunSpec, string>> = system === 'windows' ? linuxOnly : windowsOnly
  return (Object.keys(flags) as (LinuxOnly | WindowsOnly)[])
    .filter((key) => JSON.stringify(spec[key]) !== JSON.stringify(emptySpec[key]))
    .map((key) => ({ key, flag: flags[key] ?? '' }))
}

/** The same spec without them. */
export function withoutUnfit(spec: RunSpec, system: System): RunSpec {
  const gone = unfitFields(spec, system).map(({ key }) => [key, emptySpec[key]] as const)
  return { ...spec, ...Object.fromEntries(gone) }
}

export interface PlatformIssue {
  readonly path: readonly (string | number)[]
  /** the page has a sentence for it */
  readonly code: string
}

/** What is wrong with a spec on an engine of this system, beside what is wrong with it anywhere. */
export function platformIssues(spec: RunSpec, system: System): PlatformIssue[] {
  const unfit = unfitFields(spec, system).map(({ key }) => ({ path: [key], code: 'unfit' }))
  return [...unfit, ...(system === 'windows' ? windowsIssues(spec) : linuxIssues(spec))]
}

function linuxIssues({ mounts, workdir, devices }: RunSpec): PlatformIssue[] {
  return [
    ...mounts.flatMap(({ source, target }, row) => [
      ...(target === '' || isUnixPath(target) ? [] : [at('mounts', row, 'target', 'not-a-path')]),
      ...(isWindowsPath(source) ? [at('mounts', row, 'source', 'not-a-source')] : []),
    ]),
    ...(workdir === '' || workdir.startsWith('/') ? [] : [{ path: ['workdir'], code: 'not-a-path' }]),
    ...devices.flatMap(({ host }, row) =>
      host === '' || isUnixPath(host) ? [] : [at('devices', row, 'host', 'not-a-path')],
    ),
  ]
}

function windowsIssues(spec: RunSpec): PlatformIssue[] {
  const { mounts, ports, devices, securityOpts, command, entrypoint } = spec
  return [
    ...mounts.flatMap(({ source, target, options }, row) => [
      ...(target === '' || (isWindowsPath(target) && !isSystemDrive(target))
        ? []
        : [at('mounts', row, 'target', 'not-a-windows-path')]),
      ...(isUnixPath(source) ? [at('mounts', row, 'source', 'not-a-windows-path')] : []),
      ...(options === '' ? [] : [at('mounts', row, 'options', 'unfit')]),
    ]),
    ...ports.flatMap(({ hostIp, protocol }, row) => [
      ...(['', '0.0.0.0', '::'].includes(hostIp) ? [] : [at('ports', row, 'hostIp', 'unfit')]),
      ...(protocol === 'sctp' ? [at('ports', row, 'protocol', 'unfit')] : []),
    ]),
    ...devices.flatMap(({ host, container, permissions }, row) =>
      host + container + permissions === '' || isDeviceClass(host)
        ? []
        : [at('devices', row, 'host', 'not-a-device-class')],
    ),
    ...(lines(securityOpts).every((line) => /^credentialspec=/i.test(line))
      ? []
      : [{ path: ['securityOpts'], code: 'unfit' }]),
    ...[['command', command] as const, ['entrypoint', entrypoint] as const].flatMap(([key, text]) =>
      commandWords(text, 'windows') === null ? [{ path: [key], code: 'open-quote' }] : [],
    ),
  ]
}

const at = (list: string, row: number, field: string, code: string): PlatformIssue => ({
  path: [list, row, field],
  code,
})

import type { ContainerDetail } from '../../../api/schema/container.ts'
import { clip } from '../../text.ts'
import type { HostConfig, Inspected } from './answer.ts'

const most = 200
const clipped = (texts: readonly string[] | null | undefined): string[] =>
  (texts ?? []).slice(0, most).map((text) => clip(text, 512))

/** What a container may do beyond its own walls. */
export function securityOf(
  host: HostConfig,
  { AppArmorProfile }: Pick<Inspected, 'AppArmorProfile'>,
): ContainerDetail['security'] {
  const options = host.SecurityOpt ?? []
  const option = (name: string): string | undefined =>
    options.find((one) => one.startsWith(`${name}=`) || one.startsWith(`${name}:`))?.slice(name.length + 1)
  const seccomp = option('seccomp')
  return {
    privileged: host.Privileged,
    readOnlyRoot: host.ReadonlyRootfs,
    capAdd: clipped(host.CapAdd),
    capDrop: clipped(host.CapDrop),
    noNewPrivileges: options.some((one) => /^no-new-privileges([=:]true)?$/.test(one)),
    // A privileged container is filtered by none (moby, daemon/seccomp_linux.go).
    seccomp:
      seccomp === 'unconfined' || (host.Privileged && seccomp === undefined)
        ? 'unconfined'
        : seccomp === undefined || seccomp === 'builtin'
          ? 'default'
          : 'custom',
    appArmor: clip(option('apparmor') ?? AppArmorProfile, 256),
    shared: sharedOf(host),
    devices: clipped(
      (host.Devices ?? []).map(({ PathOnHost, PathInContainer }) =>
        PathOnHost === PathInContainer ? PathOnHost : `${PathOnHost} → ${PathInContainer}`,
      ),
    ),
    groups: clipped(host.GroupAdd),
  }
}

function sharedOf(host: HostConfig): string[] {
  const modes = {
    pid: host.PidMode,
    ipc: host.IpcMode,
    uts: host.UTSMode,
    user: host.UsernsMode,
    network: host.NetworkMode,
  }
  return Object.entries(modes)
    .filter(([, mode]) => mode === 'host' || mode.startsWith('container:'))
    .map(([name, mode]) => `${name}: ${clip(mode, 80)}`)
}

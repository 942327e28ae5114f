import { findInstallation, type Installation } from '../base/installation.ts'
import { berthHome, pathsOf, type Paths } from '../base/paths.ts'
import { hostsOf, type Hosts } from './hosts.ts'
import type { Terminal } from './terminal.ts'

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal
  readonly paths: Paths
  readonly hosts: Hosts
  installation(): Promise<Installation>
}

/** `dir`: where the command's own program is; `host`: the host's. */
export function contextOf(terminal: Terminal, dir: string, host: string): Context {
  const paths = pathsOf(berthHome(terminal.env), terminal.env)
  return {
    terminal,
    paths,
    hosts: hostsOf(paths, host, terminal.env),
    installation: () => findInstallation(dir, terminal.env),
  }
}

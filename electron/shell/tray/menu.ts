import type { ComposeProject } from '../../api/schema/compose.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import { portRowId } from '../../api/schema/port-id.ts'
import { openablePorts } from '../../api/schema/published-ports.ts'
import { dockerHost } from '../../base/paths.ts'
import type { ShellState } from '../state.ts'
import type { Words } from '../words/index.ts'

/** What a choice in the tray's menu asks for. */
export type TrayAction =
  | { readonly kind: 'open'; readonly address?: string }
  | { readonly kind: 'machine'; readonly act: 'start' | 'stop' | 'suspend' | 'restart' | 'cancel' }
  | { readonly kind: 'stop-container'; readonly id: string }
  | { readonly kind: 'browse'; readonly url: string }
  | { readonly kind: 'project'; readonly project: string; readonly act: 'stop' | 'start' | 'restart' }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'host-again' }
  | { readonly kind: 'quit' }

/** A menu as plain data: what is the same needs not be shown anew. */
export type TrayItem =
  | { readonly separator: true }
  | {
      readonly label: string
      /** none: it only says something */
      readonly action?: TrayAction
      readonly items?: readonly TrayItem[]
    }

/** So many containers and projects are in the menu itself; the page has them all. */
const most = 12

const line: TrayItem = { separator: true }
const item = (label: string, action: TrayAction): TrayItem => ({ label, action })

/** The tray's menu, of nothing but what is. */
export function trayMenu(state: ShellState, words: Words): TrayItem[] {
  const { tray } = words
  return [
    { label: stateWords(state, words) },
    ...machineItems(state, words),
    line,
    item(tray.open, { kind: 'open' }),
    ...(isUp(state) ? [line, ...containerItems(state, words)] : []),
    ...(isUp(state) ? projectItems(state.projects, words) : []),
    line,
    ...copyDockerHost(state, words),
    item(tray.settings, { kind: 'open', address: '/settings' }),
    item(tray.quit, { kind: 'quit' }),
  ]
}

/** The machine's state in words; of the host, where that has none to tell. */
export function stateWords({ host, machine }: ShellState, { states }: Words): string {
  if (host.kind === 'failed') return states.hostFailed
  if (!machine || host.kind !== 'up') return states.hostStarting
  const { state, engine } = machine.status
  return state === 'running' && !engine?.answering ? states.silent : states[state]
}

const isUp = ({ host, machine }: ShellState): boolean =>
  host.kind === 'up' && machine?.status.state === 'running'

function machineItems({ host, machine }: ShellState, { tray, crash }: Words): TrayItem[] {
  if (host.kind === 'failed') return [item(crash.again, { kind: 'host-again' })]
  if (host.kind !== 'up' || !machine) return []
  const act = (label: string, what: (TrayAction & { kind: 'machine' })['act']): TrayItem =>
    item(label, { kind: 'machine', act: what })
  switch (machine.status.state) {
    case 'stopped':
    case 'failed':
      return [act(tray.start, 'start')]
    case 'suspended':
      return [act(tray.resume, 'start'), act(tray.stop, 'stop')]
    case 'starting':
      return [act(tray.cancelStart, 'cancel')]
    case 'running':
      return [
        ...(machine.status.suspends ? [act(tray.suspend, 'suspend')] : []),
        act(tray.restart, 'restart'),
        act(tray.stop, 'stop'),
      ]
    case 'stopping':
    case 'suspending':
      return []
  }
}

function containerItems({ containers, silentPorts }: ShellState, words: Words): TrayItem[] {
  const running = containers
    .filter(({ state }) => state === 'running' || state === 'paused' || state === 'restarting')
    .toSorted((a, b) => a.name.localeCompare(b.name))
  if (running.length === 0) return [{ label: words.tray.noContainers }]
  return [
    { label: words.tray.containers(running.length) },
    ...running.slice(0, most).map((row) => containerItem(row, silentPorts, words)),
    ...further(running.length, '/containers', words),
  ]
}

function containerItem(row: ContainerRow, silent: ReadonlySet<string>, { tray }: Words): TrayItem {
  // Another program may answer there instead, which is not what was meant.
  const answering = row.ports.filter((port) => !silent.has(portRowId(port) ?? ''))
  const at = `/containers/${encodeURIComponent(row.name)}`
  return {
    label: cut(row.name),
    items: [
      ...openablePorts(answering).map(({ address, url }) =>
        item(tray.openPort(address), { kind: 'browse', url }),
      ),
      item(tray.logs, { kind: 'open', address: `${at}/logs` }),
      item(tray.terminal, { kind: 'open', address: `${at}/terminal` }),
      line,
      item(tray.stopContainer, { kind: 'stop-container', id: row.id }),
    ],
  }
}

function projectItems(projects: readonly ComposeProject[], words: Words): TrayItem[] {
  if (projects.length === 0) return []
  const inOrder = projects.toSorted((a, b) => a.id.localeCompare(b.id))
  return [
    line,
    { label: words.tray.projects },
    ...inOrder.slice(0, most).map((project) => projectItem(project, words)),
    ...further(projects.length, '/compose', words),
  ]
}

function projectItem({ id, services }: ComposeProject, { tray }: Words): TrayItem {
  const containers = services.flatMap((service) => service.containers)
  const running = containers.filter(({ state }) => state === 'running').length
  const act = (label: string, what: 'start' | 'stop' | 'restart'): TrayItem =>
    item(label, { kind: 'project', project: id, act: what })
  return {
    label: cut(id),
    items: [
      { label: tray.running(running, containers.length) },
      item(tray.show, { kind: 'open', address: `/compose/${encodeURIComponent(id)}/services` }),
      ...(running < containers.length ? [act(tray.start, 'start')] : []),
      ...(running > 0 ? [act(tray.restartProject, 'restart'), act(tray.stopContainer, 'stop')] : []),
    ],
  }
}

const further = (all: number, address: string, { tray }: Words): TrayItem[] =>
  all > most ? [item(tray.more(all - most), { kind: 'open', address })] : []

function copyDockerHost({ machine }: ShellState, { tray }: Words): TrayItem[] {
  const socket = machine?.status.engine?.socket
  return socket
    ? [item(tray.copyDockerHost, { kind: 'copy', text: `DOCKER_HOST=${dockerHost(socket)}` }), line]
    : []
}

/** Names come from the engine: of any length, and an ampersand would be taken for an access key. */
function cut(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 59)}…` : name
  return short.replaceAll('&', '&&')
}

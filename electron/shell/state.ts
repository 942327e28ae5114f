import { Watch, type Subscribe } from '../api/client/watch.ts'
import type { ComposeProject } from '../api/schema/compose.ts'
import type { ContainerRow } from '../api/schema/containers.ts'
import type { DesktopLanguage } from '../api/schema/desktop.ts'
import type { Notice } from '../api/schema/notices.ts'
import type { TableChange } from '../api/schema/object.ts'
import { portRowId } from '../api/schema/port-id.ts'
import type { PortRow } from '../api/schema/ports.ts'
import { portAddress } from '../api/schema/published-ports.ts'
import { appDefaults, appSettingsOf, type AppSettings } from '../api/schema/settings.ts'
import type { MachineView } from '../api/schema/status.ts'
import type { UpdateAct } from '../api/schema/update.ts'
import { Topic } from '../base/topic.ts'
import type { Api } from './host-client.ts'
import type { HostProcess, HostState } from './host-process.ts'

/** All that tray, menus and notifications are made of. */
export interface ShellState {
  readonly host: HostState
  readonly machine: MachineView | null
  readonly containers: readonly ContainerRow[]
  readonly projects: readonly ComposeProject[]
  /** published ports that do not answer on this computer, as `portRowId` names them */
  readonly silentPorts: ReadonlySet<string>
  readonly settings: AppSettings
  /** false as long as they are only the defaults */
  readonly settingsKnown: boolean
}

/** Follows the host; what it last said stays until it says something else. */
export class ShellWatch {
  readonly changes = new Topic<ShellState>()
  readonly notices = new Topic<TableChange<Notice>>()
  readonly languages = new Topic<DesktopLanguage>()
  readonly updateActs = new Topic<UpdateAct>()
  readonly #watches: { start(): void; stop(): void }[]
  readonly #containers = new Map<string, ContainerRow>()
  readonly #projects = new Map<string, ComposeProject>()
  readonly #ports = new Map<string, PortRow>()
  #state: ShellState

  constructor(api: Api, host: HostProcess) {
    this.#state = {
      host: host.state,
      machine: null,
      containers: [],
      projects: [],
      silentPorts: new Set(),
      settings: appDefaults,
      settingsKnown: false,
    }
    host.changes.subscribe((state) => this.#set({ host: state }))
    const watch = <T>(subscribe: Subscribe<T>, take: (value: T) => void): Watch<T> =>
      new Watch<T>(subscribe, take)
    const tables = [
      watch<TableChange<ContainerRow>>(
        (on) => api.containers.watch.subscribe(undefined, on),
        (change) => this.#set({ containers: applied(this.#containers, change) }),
      ),
      watch<TableChange<ComposeProject>>(
        (on) => api.compose.watch.subscribe(undefined, on),
        (change) => this.#set({ projects: applied(this.#projects, change) }),
      ),
    ]
    this.#watches = [
      watch<TableChange<PortRow>>(
        (on) => api.ports.watch.subscribe(undefined, on),
        (change) => {
          const silent = applied(this.#ports, change).filter(({ problem }) => problem !== null)
          this.#set({ silentPorts: new Set(silent.map(({ id }) => id)) })
        },
      ),
      watch<MachineView>(
        (on) => api.machine.watch.subscribe(undefined, on),
        (machine) => {
          const answered = this.#state.machine?.status.engine?.answering ?? false
          this.#set({ machine })
          if (!answered && machine.status.engine?.answering) for (const table of tables) table.retryNow()
        },
      ),
      watch<Parameters<typeof appSettingsOf>[0]>(
        (on) => api.settings.watch.subscribe(undefined, on),
        (rows) => this.#set({ settings: appSettingsOf(rows), settingsKnown: true }),
      ),
      watch<TableChange<Notice>>(
        (on) => api.notices.watch.subscribe(undefined, on),
        (change) => this.notices.publish(change),
      ),
      watch<DesktopLanguage>(
        (on) => api.desktop.spoken.subscribe(undefined, on),
        (language) => this.languages.publish(language),
      ),
      watch<UpdateAct>(
        (on) => api.desktop.updateActs.subscribe(undefined, on),
        (act) => this.updateActs.publish(act),
      ),
      ...tables,
    ]
  }

  get now(): ShellState {
    return this.#state
  }

  start(): void {
    for (const watch of this.#watches) watch.start()
  }

  stop(): void {
    for (const watch of this.#watches) watch.stop()
  }

  /** Where containers answer now, `localhost:8080`. */
  publishedPorts(): ReadonlySet<string> {
    const ports = this.#state.containers.flatMap((row) => (row.state === 'running' ? row.ports : []))
    const answering = ports.filter((port) => !this.#state.silentPorts.has(portRowId(port) ?? ''))
    return new Set(answering.flatMap((port) => portAddress(port) ?? []))
  }

  #set(part: Partial<ShellState>): void {
    this.#state = { ...this.#state, ...part }
    this.changes.publish(this.#state)
  }
}

function applied<Row extends { id: string }>(rows: Map<string, Row>, change: TableChange<Row>): Row[] {
  switch (change.kind) {
    case 'all':
      rows.clear()
      for (const row of change.rows) rows.set(row.id, row)
      break
    case 'changed':
      rows.set(change.row.id, change.row)
      break
    case 'removed':
      rows.delete(change.id)
      break
  }
  return [...rows.values()]
}

import type { MantineColorSchemeManager } from '@mantine/core'
import { QueryClient } from '@tanstack/react-query'
import type { ContainerRow } from '../../electron/api/schema/containers.ts'
import type { EnginesView } from '../../electron/api/schema/engines.ts'
import { ownEngine } from '../../electron/api/schema/own-engine.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { Job } from '../../electron/api/schema/jobs.ts'
import type { Notice } from '../../electron/api/schema/notices.ts'
import type { TableChange } from '../../electron/api/schema/object.ts'
import type { PortRow } from '../../electron/api/schema/ports.ts'
import type { VolumeRow } from '../../electron/api/schema/volumes.ts'
import type { MachineView, Usage } from '../../electron/api/schema/status.ts'
import { leadCommandsTo } from '../lib/docker-command.ts'
import type { Client, Connection, Link } from './connection.ts'
import { engineGuard, loadAnew } from './engine-watch.ts'
import { LiveTable } from './live-table.ts'
import { schemeManager } from './look.ts'
import { PendingActions } from './pending.ts'
import { Store, type Readable } from './store.ts'
import { Watch } from '../../electron/api/client/watch.ts'

/** All that the page knows, and its one way to ask for more. */
export interface Berth {
  readonly client: Client
  readonly queries: QueryClient
  readonly connection: Readable<Connection>
  readonly machine: Readable<MachineView | null>
  /** the engines, and the one that this page shows; null until the host has said */
  readonly engines: Readable<EnginesView | null>
  /** null while the machine does not run */
  readonly usage: Readable<Usage | null>
  readonly containers: LiveTable<ContainerRow>
  readonly images: LiveTable<ImageRow>
  readonly volumes: LiveTable<VolumeRow>
  /** what containers publish, as it answers on this computer */
  readonly ports: LiveTable<PortRow>
  readonly jobs: LiveTable<Job>
  readonly notices: LiveTable<Notice>
  readonly pending: PendingActions
  /** how the page looks */
  readonly scheme: MantineColorSchemeManager
}

/** Keeps the host's tables live over `link` until the page goes. */
export function createBerth({ client, connection }: Link): Berth {
  const machine = new Store<MachineView | null>(null)
  const engines = new Store<EnginesView | null>(null)
  const usage = new Store<Usage | null>(null)
  const containers = new LiveTable<ContainerRow>()
  const images = new LiveTable<ImageRow>()
  const volumes = new LiveTable<VolumeRow>()
  const ports = new LiveTable<PortRow>()
  const jobs = new LiveTable<Job>()
  const notices = new LiveTable<Notice>()
  const pending = new PendingActions()
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
  })

  const tables = [
    new Watch<TableChange<ContainerRow>>(
      (on) => client.containers.watch.subscribe(undefined, on),
      (change) => containers.apply(change),
    ),
    new Watch<TableChange<ImageRow>>(
      (on) => client.images.watch.subscribe(undefined, on),
      (change) => images.apply(change),
    ),
    new Watch<TableChange<VolumeRow>>(
      (on) => client.volumes.watch.subscribe(undefined, on),
      (change) => volumes.apply(change),
    ),
    new Watch<TableChange<PortRow>>(
      (on) => client.ports.watch.subscribe(undefined, on),
      (change) => ports.apply(change),
    ),
    new Watch<TableChange<Job>>(
      (on) => client.jobs.watch.subscribe(undefined, on),
      (change) => jobs.apply(change),
    ),
    new Watch<TableChange<Notice>>(
      (on) => client.notices.watch.subscribe(undefined, on),
      (change) => notices.apply(change),
    ),
  ]
  const usageWatch = new Watch<Usage>(
    (on) => client.machine.usage.subscribe(undefined, on),
    (now) => usage.set(now),
  )
  const machineWatch = new Watch<MachineView>(
    (on) => client.machine.watch.subscribe(undefined, on),
    (view) => {
      const answered = machine.get()?.status.engine?.answering ?? false
      machine.set(view)
      if (view.status.state !== 'running') usage.set(null)
      if (!answered && view.status.engine?.answering)
        for (const table of [...tables, usageWatch]) table.retryNow()
    },
  )
  const isShown = engineGuard(loadAnew)
  const enginesWatch = new Watch<EnginesView>(
    (on) => client.engines.watch.subscribe(undefined, on),
    (view) => {
      const answered = engines.get()?.state.answering ?? false
      if (!isShown(view)) return
      leadCommandsTo(view.here === ownEngine ? null : view.current.context)
      engines.set(view)
      if (view.current.id !== ownEngine && !answered && view.state.answering)
        for (const table of tables) table.retryNow()
    },
  )

  containers.subscribe(() => pending.settle(containers.get().byId))
  enginesWatch.start()
  machineWatch.start()
  for (const table of tables) table.start()
  whileVisible(usageWatch)
  return {
    client,
    queries,
    connection,
    machine,
    engines,
    usage,
    containers,
    images,
    volumes,
    ports,
    jobs,
    notices,
    pending,
    scheme: schemeManager(client),
  }
}

/** The guest samples its load only while somebody looks: a hidden page does not. */
function whileVisible(watch: Watch<Usage>): void {
  const follow = (): void => (document.visibilityState === 'visible' ? watch.start() : watch.stop())
  document.addEventListener('visibilitychange', follow)
  follow()
}

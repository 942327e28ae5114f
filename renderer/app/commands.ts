import type { MantineColorScheme } from '@mantine/core'
import type { BuildRow } from '../../electron/api/schema/builds.ts'
import type { NetworkRow } from '../../electron/api/schema/networks.ts'
import { projectCommands } from '../features/compose/commands.ts'
import { openCompose } from '../features/compose/OpenCompose.tsx'
import { containerEntries } from '../features/container/entries.ts'
import type { DetailTab } from '../features/container/tabs.tsx'
import { openBuild } from '../features/builds/new-build.ts'
import { volumeEntries } from '../features/volumes/entries.ts'
import { logsOf, logsOfProject, type LogsSearch } from '../features/logs/selection.ts'
import { imageCommands } from '../features/images/commands.ts'
import type { ImageTab } from '../features/images/tabs.ts'
import {
  actOnMachine,
  machineFaces,
  machineCommand,
  possibleMachineActions,
} from '../features/machine/machine-actions.tsx'
import { engineName, switchEngine } from '../features/engines/use-engine.ts'
import { openRun } from '../features/run/open.ts'
import type { Berth } from '../client/berth.ts'
import { openCleanUp } from '../features/disk/cleaning-up.ts'
import { buildEntries } from '../features/builds/entries.ts'
import { networkEntries } from '../features/networks/entries.ts'
import {
  isOffered,
  sectionIds,
  sectionTitle,
  settingEntries,
  type SectionId,
} from '../features/settings/sections.ts'
import { noticesOpen } from '../features/notices/opened.ts'
import { t } from '../i18n/index.ts'
import { best } from '../lib/fuzzy.ts'
import { nouns, type Noun } from './nouns.ts'

/** Something that the palette can go to or do. */
export interface PaletteCommand {
  readonly id: string
  readonly label: string
  /** what kind of thing it is, beside the label */
  readonly kind: string
  readonly run: () => void
}

/** What of the page a command may need. */
export interface Doors {
  readonly goTo: (page: Noun['to']) => void
  readonly goToProject: (name: string) => void
  readonly goToContainer: (name: string, tab?: DetailTab) => void
  readonly goToLogs: (search: LogsSearch) => void
  readonly goToVolume: (name: string) => void
  readonly goToImage: (id: string, tab?: ImageTab) => void
  readonly goToNetworks: (how: { open?: string; view?: 'map' }) => void
  readonly goToBuild: (id: string) => void
  readonly goToRegistries: () => void
  readonly goToMigration: () => void
  readonly goToSettings: (section: SectionId) => void
  readonly setColorScheme: (scheme: MantineColorScheme) => void
  readonly showKeys: () => void
}

/** What is watched only while somebody looks: the palette does as long as it is open. */
export interface Lists {
  readonly networks: readonly NetworkRow[]
  readonly builds: readonly BuildRow[]
}

const limit = 50

const schemes = [
  ['auto', t('app:palette.schemeAuto')],
  ['light', t('app:palette.schemeLight')],
  ['dark', t('app:palette.schemeDark')],
] as const

/** The commands that fit what was typed, best first. Made anew for each query: what can be done changes with the rows. */
export function findCommands(berth: Berth, lists: Lists, doors: Doors, query: string): PaletteCommand[] {
  const every = everyCommand(berth, lists, doors, query.trim() !== '')
  return best(query, every, (command) => command.label, limit)
}

function* everyCommand(
  berth: Berth,
  lists: Lists,
  doors: Doors,
  searching: boolean,
): Generator<PaletteCommand> {
  for (const { to, label } of nouns)
    yield {
      id: `page:${to}`,
      label: t('app:palette.goTo', { page: label }),
      kind: t('app:palette.kind.page'),
      run: () => doors.goTo(to),
    }
  for (const id of sectionIds)
    yield {
      id: `settings:${id}`,
      label: t('settings:command', { what: sectionTitle(id) }),
      kind: t('app:palette.kind.page'),
      run: () => doors.goToSettings(id),
    }
  if (searching)
    for (const { section, id, name } of settingEntries)
      if (isOffered(id, berth.machine.get()?.status))
        yield {
          id: `setting:${id}`,
          label: t('settings:command', { what: `${sectionTitle(section)}: ${name}` }),
          kind: t('app:palette.kind.setting'),
          run: () => doors.goToSettings(section),
        }
  yield {
    id: 'migration',
    label: t('migration:command'),
    kind: t('app:palette.kind.page'),
    run: doors.goToMigration,
  }
  yield {
    id: 'diagnostics',
    label: t('diagnostics:command'),
    kind: t('app:palette.kind.action'),
    run: () =>
      void import('../features/diagnostics/Diagnostics.tsx').then((it) => it.openDiagnostics(berth.client)),
  }
  yield {
    id: 'build',
    label: t('builds:newEllipsis'),
    kind: t('app:palette.kind.action'),
    run: () => openBuild(),
  }
  yield { id: 'run', label: t('run:openWithDots'), kind: t('app:palette.kind.action'), run: () => openRun() }
  yield {
    id: 'prune-containers',
    label: t('containers:prune.command'),
    kind: t('app:palette.kind.action'),
    run: () => openCleanUp('containers'),
  }
  yield {
    id: 'disk:clean-up',
    label: t('disk:cleanUp.command'),
    kind: t('app:palette.kind.action'),
    run: () => openCleanUp('disk'),
  }
  yield {
    id: 'cache:clean-up',
    label: t('builds:cachePage.pruneCommand'),
    kind: t('app:palette.kind.action'),
    run: () => openCleanUp('cache'),
  }
  yield {
    id: 'compose:open',
    label: t('compose:open.button'),
    kind: t('app:palette.kind.action'),
    run: () => openCompose(),
  }
  yield {
    id: 'notices',
    label: t('notices:command'),
    kind: t('app:palette.kind.page'),
    run: () => noticesOpen.set(true),
  }
  yield* engineCommands(berth)
  yield* machineCommands(berth)
  yield* projectCommands(berth, doors, searching)
  yield* containerCommands(berth, doors, searching)
  if (searching) yield* logCommands(berth, doors)
  yield* imageCommands(berth, doors, searching)
  yield* volumeEntries(berth, doors.goToVolume, searching)
  yield* networkEntries(berth, lists.networks, doors, searching)
  if (searching) yield* buildEntries(berth, lists.builds, doors.goToBuild)
  yield { id: 'keys', label: t('app:palette.keys'), kind: t('app:palette.kind.help'), run: doors.showKeys }
  for (const [scheme, label] of schemes)
    yield {
      id: `scheme:${scheme}`,
      label,
      kind: t('app:palette.kind.setting'),
      run: () => doors.setColorScheme(scheme),
    }
}

function* engineCommands(berth: Berth): Generator<PaletteCommand> {
  const view = berth.engines.get()
  if (!view) return
  for (const engine of view.engines) {
    const { id, refused } = engine
    if (id !== view.current.id && refused === null)
      yield {
        id: `engine:${id}`,
        label: t('engines:command', { name: engineName(engine, view) }),
        kind: t('app:palette.kind.action'),
        run: () => switchEngine(berth, id),
      }
  }
}

function* machineCommands(berth: Berth): Generator<PaletteCommand> {
  const status = berth.machine.get()?.status
  if (!status) return
  for (const action of possibleMachineActions(status))
    yield {
      id: `machine:${action}`,
      label: machineCommand(action, status.state),
      kind: machineFaces[action].command,
      run: () => void actOnMachine(berth, action),
    }
}

function* containerCommands(berth: Berth, doors: Doors, searching: boolean): Generator<PaletteCommand> {
  for (const row of berth.containers.get().rows) {
    yield {
      id: `c:${row.id}`,
      label: row.name,
      kind: t('app:palette.kind.container'),
      run: () => doors.goToContainer(row.name),
    }
    if (!searching) continue
    for (const entry of containerEntries(berth, row, (tab) => doors.goToContainer(row.name, tab)))
      yield {
        id: `c:${row.id}:${entry.id}`,
        label: entry.command,
        kind: t(entry.group === 'look' ? 'app:palette.kind.page' : 'app:palette.kind.action'),
        run: entry.run,
      }
  }
}

function* logCommands(berth: Berth, doors: Doors): Generator<PaletteCommand> {
  const { rows } = berth.containers.get()
  const projects = new Set(rows.flatMap(({ composeProject }) => composeProject ?? []))
  for (const project of projects)
    yield {
      id: `logs:${project}`,
      label: t('logs:command.ofProject', { project }),
      kind: t('app:palette.kind.page'),
      run: () => doors.goToLogs(logsOfProject(project).search),
    }
  const running = rows.filter(({ state }) => state === 'running')
  if (running.length > 1)
    yield {
      id: 'logs',
      label: t('logs:command.ofRunning'),
      kind: t('app:palette.kind.page'),
      run: () => doors.goToLogs(logsOf(running).search),
    }
}

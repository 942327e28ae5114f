import {
  IconAdjustments,
  IconBrandDocker,
  IconCamera,
  IconChartLine,
  IconCopy,
  IconExternalLink,
  IconFileExport,
  IconFileText,
  IconFolder,
  IconInfoCircle,
  IconPencil,
  IconPlugConnected,
  IconPlus,
  IconSettings,
  IconTerminal2,
  IconTrash,
  type Icon,
} from '@tabler/icons-react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'
import type { Messages } from '../../i18n/messages.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { distinctPorts, portLabel, portUrl } from '../../../electron/api/schema/published-ports.ts'
import { act, faces, possibleActions } from '../containers/actions.tsx'
import { askToRemove } from '../containers/RemoveContainers.tsx'
import { exportFiles, openCommit, openRename, openUpdate } from './dialogs.ts'
import { openEdit, openRun } from '../run/open.ts'
import type { DetailTab } from './tabs.tsx'

/** Something that can be done with one container: an item of its menu, and a command of the palette. */
export interface ContainerEntry {
  readonly id: string
  /** in the menu, a line stands between two groups */
  readonly group: 'state' | 'look' | 'change' | 'copy' | 'end'
  /** what the menu says, under the container's name */
  readonly label: string
  /** what the palette says, with the container's name in it */
  readonly command: string
  readonly icon: Icon
  /** the engine has to answer for it */
  readonly asksEngine: boolean
  readonly run: () => void
}

type GoToTab = (tab: DetailTab) => void

/** All that can be done with a container as it is now, in the order of its menu. */
export function containerEntries(berth: Berth, row: ContainerRow, goTo: GoToTab): ContainerEntry[] {
  return [
    ...stateEntries(berth, row),
    ...lookEntries(berth, row, goTo),
    ...changeEntries(berth, row),
    ...runEntries(row),
    ...copyEntries(row),
    {
      id: 'remove',
      group: 'end',
      ...said('remove', row),
      icon: IconTrash,
      asksEngine: true,
      run: () => askToRemove(berth, [row]),
    },
  ]
}

function stateEntries(berth: Berth, row: ContainerRow): ContainerEntry[] {
  return possibleActions(row).map((action) => ({
    id: action,
    group: 'state',
    ...named(row, action, () => ({
      label: faces[action].label,
      command: t('container:do.state', { action: faces[action].label, name: here }),
    })),
    icon: faces[action].icon,
    asksEngine: true,
    run: () => void act(berth, [row], action),
  }))
}

function lookEntries(berth: Berth, row: ContainerRow, goTo: GoToTab): ContainerEntry[] {
  const tabs = [
    { tab: 'logs', icon: IconFileText },
    ...(row.state === 'running' ? [{ tab: 'terminal', icon: IconTerminal2 } as const] : []),
    { tab: 'files', icon: IconFolder },
    { tab: 'overview', icon: IconInfoCircle },
    { tab: 'stats', icon: IconChartLine },
  ] as const
  const urls = distinctPorts(row.ports).flatMap((port) => {
    const url = portUrl(port, berth.engines.get()?.current.computer ?? null)
    return url ? [{ url, port: portLabel(port) }] : []
  })
  return [
    ...tabs.map(({ tab, icon }): ContainerEntry => ({
      id: tab,
      group: 'look',
      ...said(tab, row),
      icon,
      asksEngine: false,
      run: () => goTo(tab),
    })),
    ...(row.state === 'running'
      ? [
          {
            id: 'attach',
            group: 'look',
            ...said('attach', row),
            icon: IconPlugConnected,
            asksEngine: true,
            run: () => void attach(berth, row, goTo),
          } as const,
        ]
      : []),
    ...urls.map(({ url, port }): ContainerEntry => ({
      id: `open:${port}`,
      group: 'look',
      label: t('container:do.open.label', { port }),
      command: t('container:do.open.command', { port, name: row.name }),
      icon: IconExternalLink,
      asksEngine: false,
      run: () => void window.open(url, '_blank', 'noreferrer'),
    })),
  ]
}

/** Terminals are loaded when the first one is opened. */
async function attach(berth: Berth, row: ContainerRow, goTo: GoToTab): Promise<void> {
  const { TerminalDesk } = await import('../containers/terminal-desk.ts')
  TerminalDesk.of(berth, row.id).attach()
  goTo('terminal')
}

function changeEntries(berth: Berth, row: ContainerRow): ContainerEntry[] {
  if (row.state === 'removing' || row.state === 'dead') return []
  const base = { group: 'change', asksEngine: true } as const
  return [
    {
      ...base,
      id: 'rename',
      ...said('rename', row),
      icon: IconPencil,
      run: () => void openRename(berth, row),
    },
    {
      ...base,
      id: 'update',
      ...said('update', row),
      icon: IconAdjustments,
      run: () => void openUpdate(berth, row),
    },
    {
      ...base,
      id: 'commit',
      ...said('commit', row),
      icon: IconCamera,
      run: () => void openCommit(berth, row),
    },
    {
      ...base,
      id: 'export',
      ...said('export', row),
      icon: IconFileExport,
      run: () => void exportFiles(berth, row),
    },
  ]
}

/** What makes another container of it: one in its place, or one beside it. */
function runEntries(row: ContainerRow): ContainerEntry[] {
  if (row.state === 'removing' || row.state === 'dead') return []
  const base = { group: 'change', asksEngine: true } as const
  return [
    {
      ...base,
      id: 'edit',
      ...named(row, 'edit', () => ({
        label: t('run:edit.label'),
        command: t('run:edit.command', { name: here }),
      })),
      icon: IconSettings,
      run: () => openEdit(row.name),
    },
    {
      ...base,
      id: 'likeIt',
      ...named(row, 'likeIt', () => ({
        label: t('run:likeIt.label'),
        command: t('run:likeIt.command', { name: here }),
      })),
      icon: IconPlus,
      run: () => openRun({ like: row.id }),
    },
  ]
}

function copyEntries(row: ContainerRow): ContainerEntry[] {
  const copy = (text: string) => () => void navigator.clipboard.writeText(text)
  const base = { group: 'copy', asksEngine: false } as const
  return [
    { ...base, id: 'copyId', ...said('copyId', row), icon: IconCopy, run: copy(row.id) },
    {
      ...base,
      id: 'copyExec',
      ...said('copyExec', row),
      icon: IconBrandDocker,
      run: copy(dockerCommand('exec', '-it', row.name, 'sh')),
    },
  ]
}

type Said = Exclude<keyof Messages['container']['do'], 'state' | 'open'>

/** Where the name goes in a command. */
const here = '\u0000'
const cache = new Map<string, Words>()

type Words = Pick<ContainerEntry, 'label' | 'command'>

/** The words of an entry. */
function said(what: Said, row: ContainerRow): Words {
  return named(row, what, () => ({
    label: t(`container:do.${what}.label`),
    command: t(`container:do.${what}.command`, { name: here }),
  }))
}

/** The palette makes entries for thousands of containers at each key: their messages are looked up once. */
function named({ name }: ContainerRow, key: string, look: () => Words): Words {
  let words = cache.get(key)
  if (!words) cache.set(key, (words = look()))
  return { label: words.label, command: words.command.replace(here, () => name) }
}

import { lazy, type ComponentType } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { t } from '../../i18n/index.ts'

/** What every tab is given. */
export interface TabProps {
  readonly row: ContainerRow
}

/** A tab that is loaded when it is opened. */
function tab<Id extends string>(id: Id, label: string, load: () => Promise<ComponentType<TabProps>>) {
  return { id, label, Panel: lazy(async () => ({ default: await load() })) }
}

/** All that can be seen of one container, in the order of the tabs; a tab's id is the last part of its address. */
export const detailTabs = [
  tab('overview', t('container:tabs.overview'), async () => (await import('./OverviewTab.tsx')).OverviewTab),
  tab('logs', t('container:tabs.logs'), async () => (await import('./LogsTab.tsx')).LogsTab),
  tab(
    'terminal',
    t('container:tabs.terminal'),
    async () => (await import('../containers/TerminalTab.tsx')).TerminalTab,
  ),
  tab('files', t('container:tabs.files'), async () => (await import('../files/FilesTab.tsx')).FilesTab),
  tab('stats', t('container:tabs.stats'), async () => (await import('./StatsTab.tsx')).StatsTab),
  tab(
    'processes',
    t('container:tabs.processes'),
    async () => (await import('./ProcessesTab.tsx')).ProcessesTab,
  ),
  tab('changes', t('container:tabs.changes'), async () => (await import('./ChangesTab.tsx')).ChangesTab),
  tab('inspect', t('container:tabs.inspect'), async () => (await import('./InspectTab.tsx')).InspectTab),
] as const

export type DetailTab = (typeof detailTabs)[number]['id']

export const isDetailTab = (value: unknown): value is DetailTab => detailTabs.some(({ id }) => id === value)

/** What is shown under a tab. */
export const panelOf = (id: DetailTab): ComponentType<TabProps> =>
  (detailTabs.find((one) => one.id === id) ?? detailTabs[0]).Panel

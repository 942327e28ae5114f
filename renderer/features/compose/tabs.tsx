import { lazy, type ComponentType } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { t } from '../../i18n/index.ts'

/** What every tab is given. */
export interface TabProps {
  readonly project: ComposeProject
}

/** A tab that is loaded when it is opened. */
function tab<Id extends string>(id: Id, label: string, load: () => Promise<ComponentType<TabProps>>) {
  return { id, label, Panel: lazy(async () => ({ default: await load() })) }
}

/** All that can be seen of one project; a tab's id is the last part of its address. */
export const projectTabs = [
  tab('services', t('compose:tabs.services'), async () => (await import('./ServicesTab.tsx')).ServicesTab),
  tab('logs', t('compose:tabs.logs'), async () => (await import('./LogsTab.tsx')).LogsTab),
  tab('output', t('compose:tabs.output'), async () => (await import('./OutputTab.tsx')).OutputTab),
  tab('file', t('compose:tabs.file'), async () => (await import('./FileTab.tsx')).FileTab),
  tab('config', t('compose:tabs.config'), async () => (await import('./ConfigTab.tsx')).ConfigTab),
] as const

export type ProjectTab = (typeof projectTabs)[number]['id']

export const isProjectTab = (value: unknown): value is ProjectTab =>
  projectTabs.some(({ id }) => id === value)

/** What is shown under a tab. */
export const panelOf = (id: ProjectTab): ComponentType<TabProps> =>
  (projectTabs.find((one) => one.id === id) ?? projectTabs[0]).Panel

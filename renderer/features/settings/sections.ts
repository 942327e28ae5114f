import type { Status } from '../../../electron/api/schema/status.ts'
import { t } from '../../i18n/index.ts'
import { machineSettings } from '../machine/names.ts'

export const sectionIds = [
  'resources',
  'folders',
  'start',
  'ports',
  'network',
  'engine',
  'updates',
  'look',
  'computer',
  'advanced',
] as const
export type SectionId = (typeof sectionIds)[number]

export const sectionTitle = (id: SectionId): string => t(`settings:section.${id}`)

/** A setting as it is looked for: by its name, and by what is said about it. */
export interface SettingEntry {
  readonly section: SectionId
  readonly id: string
  readonly name: string
  readonly about: string
}

const engineFields = [
  'mirrors',
  'insecure',
  'dns',
  'pools',
  'logDriver',
  'logSize',
  'logFiles',
  'debug',
  'liveRestore',
] as const
const appFields = ['atLogin', 'onQuit', 'publishTo', 'updateChannel', 'updateAutomatic'] as const

/** Every setting of the page. */
export const settingEntries: readonly SettingEntry[] = [
  ...machineSettings.map((name): SettingEntry => ({
    section: name === 'accelerator' ? 'advanced' : 'resources',
    id: name,
    name: t(`machine:settings.name.${name}`),
    about: t(`machine:settings.about.${name}`, { min: 0, max: 0 }),
  })),
  {
    section: 'folders',
    id: 'sharedFolders',
    name: t('sharing:add'),
    about: `${t('settings:intro.folders')} ${t('sharing:writes')} bind mount sharedFolders`,
  },
  { section: 'advanced', id: 'rosetta', name: t('settings:rosetta.name'), about: t('settings:rosetta.hint') },
  ...appFields.map((name): SettingEntry => ({
    section: name.startsWith('update') ? 'updates' : name === 'publishTo' ? 'ports' : 'start',
    id: name,
    name: t(`settings:app.${name}`),
    about: t(`settings:app.${name}Hint`),
  })),
  {
    section: 'updates',
    id: 'update',
    name: t('settings:update.check'),
    about: t('settings:intro.updates'),
  },
  ...(['http', 'https', 'none'] as const).map((name): SettingEntry => ({
    section: 'network',
    id: `proxy-${name}`,
    name: t(`settings:proxy.${name}`),
    about: t('settings:proxy.intro'),
  })),
  ...engineFields.map((name): SettingEntry => ({
    section: 'engine',
    id: name,
    name: t(`settings:field.${name}`),
    about: `${t(`settings:field.${name}Hint`)} daemon.json`,
  })),
  { section: 'look', id: 'scheme', name: t('app:rail.appearance'), about: t('settings:look.hint') },
  {
    section: 'look',
    id: 'language',
    name: t('app:rail.language'),
    about: 'English Deutsch language Sprache',
  },
  { section: 'computer', id: 'checks', name: t('checks:label'), about: 'berth doctor' },
  { section: 'advanced', id: 'diagnostics', name: t('diagnostics:title'), about: t('diagnostics:intro') },
  {
    section: 'advanced',
    id: 'reset',
    name: t('settings:advanced.reset'),
    about: t('settings:advanced.resetHint'),
  },
]

/** False for a setting that this computer has no use for. */
export const isOffered = (id: string, status: Pick<Status, 'rosetta'> | undefined): boolean =>
  id !== 'rosetta' || (status !== undefined && status.rosetta !== null)

/** The ids of the settings that have all words of a search in them, or in their section's title; null without a search. */
export function foundSettings(
  query: string,
  status: Pick<Status, 'rosetta'> | undefined,
): ReadonlySet<string> | null {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  const found = settingEntries.filter(({ section, id, name, about }) => {
    if (!isOffered(id, status)) return false
    const text = `${sectionTitle(section)} ${name} ${about}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
  return new Set(found.map(({ id }) => id))
}

/** The sections that a search leaves. Network and engine are one document, so either shows both. */
export function foundSections(found: ReadonlySet<string> | null): ReadonlySet<SectionId> {
  if (!found) return new Set(sectionIds)
  const sections = new Set(settingEntries.filter(({ id }) => found.has(id)).map(({ section }) => section))
  if (sections.has('network')) sections.add('engine')
  return sections
}

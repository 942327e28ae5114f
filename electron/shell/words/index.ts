import type { DesktopLanguage } from '../../api/schema/desktop.ts'
import { de } from './de.ts'
import { en, type Words } from './en.ts'

export type { Words } from './en.ts'

const catalogues: Readonly<Record<DesktopLanguage, Words>> = { en, de }

export const wordsIn = (language: DesktopLanguage): Words => catalogues[language]

/** The first of the system's languages that there is; English without one. */
export function languageAmong(tags: readonly string[]): DesktopLanguage {
  for (const tag of tags) {
    const language = tag.toLowerCase().split('-')[0]
    if (language === 'en' || language === 'de') return language
  }
  return 'en'
}

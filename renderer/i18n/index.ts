import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { FirstMessages, LaterMessages } from './messages.ts'

/** The languages that the page speaks wholly, by their own names. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const catalogues: Readonly<Record<Language, () => Promise<{ messages: FirstMessages }>>> = {
  en: () => import('./en/index.ts'),
  de: () => import('./de/index.ts'),
}

const laterCatalogues: Readonly<Record<Language, () => Promise<{ later: LaterMessages }>>> = {
  en: () => import('./en/later.ts'),
  de: () => import('./de/later.ts'),
}

/**
 * Settles the language, once, before any module that says something is loaded: so a message may stand in a constant.
 * Another choice is a new load of the page, whose address says where it was.
 */
export async function speak(language: Language): Promise<void> {
  const { messages } = await catalogues[language]()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: messages },
    ns: Object.keys(messages),
    defaultNS: 'common',
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
}

/** Loads a part of the page that says what a first visit does without: its words are there before it is. */
export async function withLaterWords<Part>(load: () => Promise<Part>): Promise<Part> {
  const { later } = await laterCatalogues[locale() as Language]()
  for (const [namespace, words] of Object.entries(later))
    i18next.addResourceBundle(locale(), namespace, words)
  return load()
}

/** The message of a key, `namespace:path.of.the.message`, with its values put in. */
export const t = i18next.t

/** The language that is spoken; also how numbers and dates are written. */
export const locale = (): string => i18next.language

/** What the user chose, else the first language of the browser's that there is; else English. */
export function chosenLanguage(): Language {
  const wanted = [storedLanguage(), ...navigator.languages]
  for (const tag of wanted) {
    const known = asLanguage(tag?.split('-')[0])
    if (known) return known
  }
  return 'en'
}

/** What the user chose, if anything: the home keeps it, and the document comes with it. */
export const storedLanguage = (): Language | null =>
  asLanguage(document.documentElement.dataset['language']) ?? null

const asLanguage = (text: string | null | undefined): Language | undefined =>
  (Object.keys(languages) as Language[]).find((language) => language === text)

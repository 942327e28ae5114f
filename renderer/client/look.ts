import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'
import { tellError } from '../components/tell.tsx'
import type { Language } from '../i18n/index.ts'
import type { Client } from './connection.ts'

/**
 * How the page looks and speaks is kept by the home, so that it is the same in the app's window and in every browser: the
 * address in a browser is another with each start of the host, and with it the browser's own storage. The document
 * comes with what was chosen (`electron/base/page-look.ts`).
 */
const { dataset } = document.documentElement

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark']

/** Reads and keeps the colour scheme for Mantine. */
export function schemeManager(client: Client): MantineColorSchemeManager {
  return {
    get: (fallback) => schemes.find((scheme) => scheme === dataset['appearance']) ?? fallback,
    set(scheme) {
      dataset['appearance'] = scheme
      client.settings.set
        .mutate({ name: 'appearance', value: scheme === 'auto' ? null : scheme })
        .catch(tellError)
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => undefined,
  }
}

/** Keeps the language and loads the page anew in it; `null`: as browser or system say. */
export async function chooseLanguage(client: Client, language: Language | null): Promise<void> {
  try {
    await client.settings.set.mutate({ name: 'language', value: language })
    location.reload()
  } catch (thrown) {
    tellError(thrown)
  }
}

import { t } from '../i18n/index.ts'

/** What one row of a list is. */
export type RowNoun =
  'container' | 'image' | 'volume' | 'network' | 'project' | 'build' | 'file' | 'record' | 'event'

/** "1 container", "1,200 containers". */
export const countOf = (count: number, noun: RowNoun): string => t(`components:count.${noun}`, { count })

import { settings } from './settings.ts'
import { sharing } from './sharing.ts'

/** What only parts of the page say that are loaded when they are opened: a first visit does without it. */
export const later = {
  settings,
  sharing,
}

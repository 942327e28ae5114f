import type { LaterMessages } from '../messages.ts'
import { settings } from './settings.ts'
import { sharing } from './sharing.ts'

export const later: LaterMessages = {
  settings,
  sharing,
}

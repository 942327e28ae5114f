import type { LaterMessages } from '../messages.ts'
import { settings } from './settings.ts'

export const later: LaterMessages = {
  settings,
}

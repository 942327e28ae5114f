import { Emitter } from './events.ts'

/** Whatever main listens to, a test can count and say. */
export const ipcMain = new Emitter()

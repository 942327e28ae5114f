import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '../../node_modules/electron')

/**
 * Electron's own program, or null where it is not to be had: it comes from its release page, not with its package, and
 * not every computer reaches that. `ELECTRON_OVERRIDE_DIST_PATH` names a folder that has it, as for Electron's package.
 */
export function electronBinary(env: NodeJS.ProcessEnv = process.env): string | null {
  try {
    const name = readFileSync(path.join(folder, 'path.txt'), 'utf8').trim()
    const file = path.join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist'), name)
    return existsSync(file) ? file : null
  } catch {
    const given = env['ELECTRON_OVERRIDE_DIST_PATH']
    const file = given ? path.join(given, 'electron') : ''
    return file && existsSync(file) ? file : null
  }
}

/** Whether there is a screen to show a window on. */
export function hasScreen(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || !!(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

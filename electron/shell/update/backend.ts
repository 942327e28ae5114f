import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AppUpdater } from 'electron-updater'
import type { Log } from '../../base/log.ts'

/** What a package says of where its successors are; electron-builder writes it where a build has a feed. */
const feedFile = 'app-update.yml'

/**
 * electron-updater as it is for this kind of package, or null for a build that has no feed, as one from source. It is loaded
 * only here: nothing else needs it, and it takes a while.
 */
export async function loadBackend(log: Log): Promise<AppUpdater | null> {
  // Without Electron itself there is no such folder, whatever its types say.
  const resources = process.resourcesPath as string | undefined
  if (!resources || !existsSync(path.join(resources, feedFile))) return null
  const { autoUpdater } = (await import('electron-updater')).default
  const data = { room: 'update' }
  autoUpdater.logger = {
    info: (message: unknown) => log.info(data, String(message)),
    warn: (message: unknown) => log.warn(data, String(message)),
    error: (message: unknown) => log.error(data, String(message)),
  }
  // Our installer brings all along; one that fetches its parts is not ours.
  autoUpdater.disableWebInstaller = true
  return autoUpdater
}

import path from 'node:path'
import { repository } from '../assets/hash.ts'

/**
 * Where a packaged Berth has its parts, under Electron's `resources` folder:
 *
 *   app.asar   the application: main, preload, host, page; checked by Electron against the hash in the executable
 *   command/   the berth command and the host that it starts, for the Node beside it, which reads no ASAR
 *   runtime/   that Node, the pinned one
 *   bin/       the launchers `berth` and `docker`, for the PATH
 *   tools/     the docker CLI with compose and buildx
 *   image/     the guest's image
 *   helpers/   vfkit, which runs the machine on a Mac; nowhere else
 */
export const parts = ['command', 'runtime', 'bin', 'tools', 'image'] as const
export type Part = (typeof parts)[number]

/** Where a package is put together. */
export const stageDir = path.join(repository, 'dist', 'package')

/** What electron-builder takes as the application's own folder, and packs into the ASAR. */
export const appDir = path.join(stageDir, 'app')

/** What only a Mac's package has beside the parts. */
export const helpersDir = path.join(stageDir, 'helpers')

export function partDir(part: Part): string {
  return path.join(stageDir, part)
}

/** The application's icons, drawn for this package: `icon.ico`, `icon.icns`, and `png/` for Linux. */
export const iconsDir = path.join(stageDir, 'icons')

/** Links that Linux packages bring along. */
export const linksDir = path.join(stageDir, 'links')

/** Where Linux packages install the application. */
export const installedAt = '/opt/Berth'

export const resourcesDir = path.join(import.meta.dirname, 'resources')

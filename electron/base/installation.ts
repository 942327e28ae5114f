import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { BerthError } from './errors.ts'

/** What an installed Berth, or a built checkout, brings along. Paths are absolute. */
export interface Installation {
  readonly version: string
  /** holds the docker CLI and its plugins */
  readonly tools: string
  /** holds the guest's image: manifest.json, kernel, initramfs, root.erofs */
  readonly image: string
  /** holds the built page */
  readonly page: string
  /** holds the launchers `berth` and `docker` */
  readonly commands: string
  /** true where it was installed as a package, whose files an update puts others in place of */
  readonly packaged: boolean
}

/** The file beside the bundles that says where the rest is; its paths may be relative to it. */
export const installationFile = 'installation.json'

/**
 * Finds the installation that the program in `dir` belongs to: beside a bundle, or in `dist` for sources under `electron`.
 * `BERTH_TOOLS` and `BERTH_IMAGE` put other folders in place of its own.
 */
export async function findInstallation(
  dir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Installation> {
  const beside = existsSync(path.join(dir, installationFile))
  const dist = beside ? dir : path.resolve(dir, '..', '..', 'dist')
  const text = await readFile(path.join(dist, installationFile), 'utf8').catch(() => null)
  if (text === null)
    throw new BerthError('image-missing', 'Berth is not set up: its parts have not been built.', {
      hint: 'Run scripts/start first.',
    })
  const found = JSON.parse(text) as { version: string; tools: string; image: string }
  // Only a package brings its parts along, and so names them by a way from itself.
  const packaged = !path.isAbsolute(found.image)
  return {
    version: found.version,
    tools: path.resolve(dist, env['BERTH_TOOLS'] ?? found.tools),
    image: path.resolve(dist, env['BERTH_IMAGE'] ?? found.image),
    page: path.join(dist, 'renderer'),
    commands: path.resolve(dist, packaged ? '../bin' : '../scripts'),
    packaged,
  }
}

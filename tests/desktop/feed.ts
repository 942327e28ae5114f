import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire, Module } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { withStaging } from '../../scripts/release/rollout.ts'
import * as electron from '../fakes/electron/index.ts'

/**
 * A web server with releases, and an AppImage that looks there: what electron-updater itself needs to find, fetch and install
 * one. The AppImages are shell scripts, which say into a file which of them was started.
 */
export class Feed {
  readonly #dir: string
  readonly #server: Server
  readonly asked: string[] = []

  constructor(dir: string) {
    this.#dir = dir
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://feed')
      this.asked.push(pathname)
      readFile(path.join(dir, 'feed', path.basename(pathname))).then(
        (data) => response.end(data),
        () => response.writeHead(404).end(),
      )
    })
  }

  /** What is installed, and what it wrote when it was started. */
  get appImage(): string {
    return path.join(this.#dir, 'Berth.AppImage')
  }
  get started(): Promise<string> {
    return readFile(path.join(this.#dir, 'started'), 'utf8').catch(() => '')
  }

  /** Has electron-updater believe that it is in an installed AppImage, which is 1.0.0. */
  async install(userId: string, profile: string): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const { port } = this.#server.address() as AddressInfo
    const resources = path.join(this.#dir, 'resources')
    for (const dir of [resources, path.join(this.#dir, 'feed'), profile])
      await mkdir(dir, { recursive: true })
    const feed = `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: berth-updater\n`
    await writeFile(path.join(resources, 'app-update.yml'), feed)
    // By this number electron-updater knows whether a rollout has come to this installation.
    await writeFile(path.join(profile, '.updaterId'), userId)
    await writeFile(this.appImage, this.#script('1.0.0'))
    await chmod(this.appImage, 0o755)
    Object.assign(process, { resourcesPath: resources })
    process.env['APPIMAGE'] = this.appImage
    process.env['XDG_CACHE_HOME'] = path.join(this.#dir, 'cache')
    const require = createRequire(import.meta.url)
    const file = require.resolve('electron')
    // electron-updater asks for it as a CommonJS module, where the tests' stand-in is not known.
    require.cache[file] = Object.assign(new Module(file), { loaded: true, exports: electron })
  }

  /** Publishes a release to so many of a hundred. */
  async release(version: string, percentage = 100, content = this.#script(version)): Promise<void> {
    const name = `Berth-${version}.AppImage`
    const file = Buffer.from(this.#script(version))
    const sha512 = createHash('sha512').update(file).digest('base64')
    const lines = [
      `version: ${version}`,
      'files:',
      `  - url: ${name}`,
      `    sha512: ${sha512}`,
      `    size: ${file.length}`,
      `path: ${name}`,
      `sha512: ${sha512}`,
      `releaseDate: '2026-11-27T00:00:00.000Z'`,
      '',
    ]
    await writeFile(path.join(this.#dir, 'feed', name), content)
    await writeFile(
      path.join(this.#dir, 'feed', 'latest-linux.yml'),
      withStaging(lines.join('\n'), percentage),
    )
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #script(version: string): string {
    return `#!/bin/sh\necho "${version} $APPIMAGE_SILENT_INSTALL" > '${path.join(this.#dir, 'started')}'\n`
  }
}

import { existsSync, mkdtempSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { portSockets } from '../../electron/api/port/client-socket.ts'
import { portGiven, portWanted } from '../../electron/api/port/names.ts'
import { fromElectronPort } from '../../electron/api/port/port.ts'
import type { AppRouter } from '../../electron/api/router/index.ts'
import { clientOnPort } from '../../electron/api/server/port-socket.ts'
import type { OnQuit } from '../../electron/api/schema/settings.ts'
import { contractServer } from '../../electron/api/server/serve.ts'
import { silent } from '../../electron/base/log.ts'
import { serveUtility } from '../../electron/host/desktop/serve-utility.ts'
import type { RunningHost } from '../../electron/host/host.ts'
import * as electron from '../fakes/electron/index.ts'
import type { FakeUtility } from '../fakes/electron/utility.ts'
import type { FakeWindow } from '../fakes/electron/window.ts'
import { scenes, type Scene } from '../fakes/scenes.ts'
import { FakeServices } from '../fakes/services.ts'

export const patience = { timeout: 10_000, interval: 5 }

/** The desktop app in this process: the real main.ts and shell, a stand-in for Electron, a host with everything made up. */
export class Desk {
  readonly home = mkdtempSync(path.join(os.tmpdir(), 'berth-desk-'))
  readonly services: FakeServices
  #host: { end(): void } | null = null

  constructor(scene: Scene = scenes.three()) {
    this.services = new FakeServices(scene)
  }

  /** Runs main.ts as Electron does. A file can do so once: Electron's parts are one each, and so are its processes. */
  async start(argv: string[] = []): Promise<void> {
    process.env['BERTH_HOME'] = this.home
    process.env['XDG_CONFIG_HOME'] = path.join(this.home, 'config')
    await mkdir(path.join(this.home, 'desktop'), { recursive: true })
    process.argv = ['/opt/Berth/berth', ...argv]
    electron.utilityProcess.test.run = (child) => this.runHost(child)
    await import('../../electron/main.ts')
  }

  /** Plays the utility process, with the part of it that is the same in one. */
  runHost(child: FakeUtility): void {
    const ended = Promise.withResolvers<undefined>()
    this.#host = { end: () => ended.resolve(undefined) }
    const contracts = { owner: this.#contract('owner'), browser: this.#contract('browser') }
    const host: RunningHost = {
      ended: ended.promise,
      quit: async () => ended.resolve(undefined),
      serve(port, caller) {
        const { socket, request } = clientOnPort(port)
        contracts[caller](socket, request)
      },
    }
    void serveUtility({
      parent: child.test.parent,
      become: async () => host,
      controlSocket: path.join(this.home, 'run', 'control.sock'),
      exit: (code) => child.test.exit(code),
    })
  }

  /** The host ends in order, as after a reset. */
  endHost(): void {
    this.#host?.end()
  }

  get child(): FakeUtility {
    const child = electron.utilityProcess.test.forked.at(-1)
    if (!child) throw new Error('No host was started.')
    return child
  }

  async window(): Promise<FakeWindow> {
    return vi.waitFor(() => {
      const window = electron.windows[0]
      if (!window || window.test.shown === 0) throw new Error('no window yet')
      return window
    }, patience)
  }

  /** What the page of a window does: asks for ports, and speaks the contract over them. */
  page(window: FakeWindow) {
    const { mainFrame, test } = window.webContents
    const client = createWSClient({
      url: 'port:',
      retryDelayMs: () => 10,
      WebSocket: portSockets(async () => {
        test.send(portWanted)
        const port = mainFrame.test.given.findLast(({ channel }) => channel === portGiven)?.ports[0]
        if (!port) throw new Error('no port came')
        return fromElectronPort(port)
      }),
    })
    return {
      api: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }),
      close: () => client.close(),
    }
  }

  /** The newest menu of the tray, as the labels of its choices, those of menus within as `Menu > choice`. */
  trayLabels(): string[] {
    const template = electron.Tray.test.current?.test.menus.at(-1)?.test.template ?? []
    return labels(template)
  }

  chooseInTray(...at: string[]): void {
    electron.Tray.test.current?.test.menus.at(-1)?.test.click(...at)
  }

  async trayShows(label: string): Promise<void> {
    await vi.waitFor(() => {
      if (!this.trayLabels().includes(label))
        throw new Error(`${label} is not among ${this.trayLabels().join()}`)
    }, patience)
  }

  /**
   * Sets what becomes of the machine at quit. Settings are heard in order: once the later one, another than before, has
   * shown, the shell knows the first.
   */
  async setAtQuit(onQuit: OnQuit, { atLogin }: { atLogin: boolean }): Promise<void> {
    await this.services.settings.set('onQuit', onQuit)
    await this.services.settings.set('atLogin', atLogin)
    const entry = path.join(this.home, 'config/autostart/berth.desktop')
    await vi.waitFor(() => {
      if (existsSync(entry) !== atLogin) throw new Error('the shell does not know it yet')
    }, patience)
  }

  /** A built page of one document and one script, where main.ts looks for it. */
  static async page(dir: string): Promise<void> {
    await mkdir(path.join(dir, 'assets'), { recursive: true })
    await writeFile(path.join(dir, 'index.html'), '<!doctype html><html lang="en"><body></body></html>')
    await writeFile(path.join(dir, 'assets', 'main-1.js'), 'export {}')
  }

  async remove(): Promise<void> {
    await rm(this.home, { recursive: true, force: true })
  }

  #contract(caller: 'owner' | 'browser') {
    const { services } = this
    return contractServer(new WebSocketServer({ noServer: true }), { services, caller }, silent)
  }
}

function labels(template: readonly Electron.MenuItemConstructorOptions[], within = ''): string[] {
  return template.flatMap((item) => {
    const label = `${within}${item.label ?? item.role ?? item.type ?? ''}`
    const inner = Array.isArray(item.submenu) ? labels(item.submenu, `${label} > `) : []
    return [label, ...inner]
  })
}

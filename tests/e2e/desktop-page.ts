import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { portGiven, portWanted } from '../../electron/api/port/names.ts'
import { fromNodePort } from '../../electron/api/port/port.ts'
import { clientOnPort } from '../../electron/api/server/port-socket.ts'
import { appSettingsOf } from '../../electron/api/schema/settings.ts'
import { contractServer } from '../../electron/api/server/serve.ts'
import { silent } from '../../electron/base/log.ts'
import { listPageFiles } from '../../electron/base/page-files.ts'
import { pageAnswers } from '../../electron/shell/page/answer.ts'
import { hostTransfers } from '../../electron/shell/page/transfers.ts'
import { buildPage, preloadOptions } from '../../scripts/build.ts'
import { launchBrowser } from '../fakes/browser.ts'
import type { FakeServices } from '../fakes/services.ts'

const root = path.resolve(import.meta.dirname, '../..')

/**
 * The desktop's page in a browser that is not Electron: the real preload, the real page, what answers the page's scheme,
 * and real message ports at both ends. Only the scheme's name, and the way from the browser to this process, are others.
 */
export class DesktopPage {
  readonly asked: string[] = []
  readonly #services: FakeServices
  readonly #browser: Browser
  readonly #server: Server
  readonly #preload: string
  readonly #ports = new Map<number, MessagePort>()
  readonly #closing: (() => unknown)[] = []
  #count = 0
  /** whether a host is there to answer */
  isUp = true

  private constructor(services: FakeServices, browser: Browser, server: Server, preload: string) {
    this.#services = services
    this.#browser = browser
    this.#server = server
    this.#preload = preload
  }

  static async open(services: FakeServices): Promise<DesktopPage> {
    await buildPage((line) => console.error(line))
    const control = createServer((request, response) => void services.transfers.answer(request, response))
    const folder = await mkdtemp(path.join(os.tmpdir(), 'berth-desktop-'))
    const socket = path.join(folder, 'control.sock')
    await once(control.listen(socket), 'listening')
    const answer = pageAnswers(
      await listPageFiles(path.join(root, 'dist/renderer')),
      hostTransfers(socket),
      async () => appSettingsOf(await services.settings.list()),
    )
    const server = createServer((request, response) => void serve(answer, request, response))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const page = new DesktopPage(services, await launchBrowser(), server, await bundlePreload())
    page.#closing.push(
      () => control.close(),
      () => rm(folder, { recursive: true, force: true }),
    )
    return page
  }

  async visit(address: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      colorScheme: scheme,
      acceptDownloads: true,
    })
    const page = await context.newPage()
    await page.exposeFunction('berthAsk', (channel: string) => {
      this.asked.push(channel)
      return { channel: portGiven, id: channel === portWanted ? this.#give(page) : -1 }
    })
    await page.exposeFunction('berthToHost', (id: number, message: unknown) =>
      this.#ports.get(id)?.postMessage(message),
    )
    await page.addInitScript({ content: this.#preload })
    const { port } = this.#server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}${address}`)
    return page
  }

  /** The host goes, and with it every port. */
  crash(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }

  async close(): Promise<void> {
    this.crash()
    await this.#browser.close()
    this.#server.closeAllConnections()
    this.#server.close()
    for (const close of this.#closing) await close()
  }

  /** A channel with the host at its one end, and at its other the way into the page. */
  #give(page: Page): number {
    const id = (this.#count += 1)
    const { port1, port2 } = new MessageChannel()
    this.#ports.set(id, port1)
    const toPage = (message: unknown): void => {
      page
        .evaluate(
          ([to, what]) =>
            (window as unknown as { berthFromHost(id: unknown, message: unknown): void }).berthFromHost(
              to,
              what,
            ),
          [id, message] as const,
        )
        .catch(() => undefined)
    }
    port1.on('message', toPage)
    port1.on('close', () => toPage(null))
    // A window that closes takes its port with it.
    page.once('close', () => port1.close())
    if (this.isUp) {
      const { socket, request } = clientOnPort(fromNodePort(port2))
      const services = this.#services
      contractServer(
        new WebSocketServer({ noServer: true }),
        { services, caller: 'browser' },
        silent,
      )(socket, request)
    }
    return id
  }
}

async function bundlePreload(): Promise<string> {
  const { external: _electron, outfile: _file, ...options } = preloadOptions
  const alias = { electron: path.join(root, 'tests/fakes/electron/renderer.ts') }
  const { outputFiles } = await build({ ...options, alias, format: 'iife', write: false })
  return outputFiles[0]?.text ?? ''
}

async function serve(
  answer: (request: Request) => Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(request) as BodyInit)
  const answered = await answer(
    new Request(`app://berth${url}`, { method, body, duplex: 'half' } as RequestInit),
  )
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  if (answered.body)
    Readable.fromWeb(answered.body as import('node:stream/web').ReadableStream).pipe(response)
  else response.end()
}

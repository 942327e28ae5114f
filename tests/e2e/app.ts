/**
 * The page in a real browser, over the host's own web server and the pinned engine, run natively; only the machine
 * around the engine is made up:
 *
 *   const app = await App.open()                 // in beforeAll
 *   const page = await app.visit('/containers')  // signs in as `berth open` does
 *   await app.close()                            // in afterAll
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { WebSocketServer, type WebSocket } from 'ws'
import { appSettingsOf } from '../../electron/api/schema/settings.ts'
import { contractServer, maxMessageBytes } from '../../electron/api/server/serve.ts'
import type { Services } from '../../electron/api/services/index.ts'
import { silent } from '../../electron/base/log.ts'
import type { EngineState } from '../../electron/engine/index.ts'
import { diskRoom } from '../../electron/host/disk/compose.ts'
import { enginesRoom } from '../../electron/host/engines/compose.ts'
import type { HostEngines } from '../../electron/host/engines/service.ts'
import { served, type WindowsContainers } from '../../electron/host/engines/windows.ts'
import { placesService } from '../../electron/host/places/service.ts'
import { DockerProxySettings } from '../../electron/host/proxies/docker-proxies.ts'
import { servePage, type PageServer } from '../../electron/host/page/server.ts'
import type { TransferDesk } from '../../electron/host/page/transfer-desk.ts'
import { Builds } from '../../electron/tools/builds/service.ts'
import { buildPage } from '../../scripts/build.ts'
import { launchBrowser } from '../fakes/browser.ts'
import { FakeDisk } from '../fakes/disk.ts'
import { runningMachine, scenes, type Scene } from '../fakes/scenes.ts'
import { FakeServices } from '../fakes/services.ts'
import { testDocker, type TestDocker } from '../fixtures/docker-cli.ts'
import { EngineRoom, type RoomOptions } from '../fixtures/engine-room.ts'

const dir = path.resolve(import.meta.dirname, '../../dist/renderer')

/** ms that a test waits for what it looks for; the engine and the browser share two cores with all else */
const patienceMs = 20_000

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

export class App {
  /** what stands in for the machine, and, without an engine, for all */
  readonly fake: FakeServices
  readonly browser: Browser
  server: PageServer
  readonly #sockets: Set<WebSocket>
  /** what pages complained of; a test that ends with any has failed */
  readonly complaints: string[] = []
  readonly #room: EngineRoom | null
  readonly #contexts: BrowserContext[] = []
  #tools: TestDocker | null = null
  #signedIn: StorageState | null = null
  #disk: FakeDisk | null = null
  #engines: HostEngines | null = null

  private constructor(
    room: EngineRoom | null,
    fake: FakeServices,
    browser: Browser,
    server: PageServer,
    sockets: Set<WebSocket>,
  ) {
    this.#sockets = sockets
    this.#room = room
    this.fake = fake
    this.browser = browser
    this.server = server
  }

  /** With a real engine. */
  static async open(options: RoomOptions & { engines?: boolean; windows?: MakeWindows } = {}): Promise<App> {
    const room = await EngineRoom.open(options)
    const tools = await testDocker(room.native.socketPath)
    const fake = new FakeServices(scenes.empty())
    const disk = await FakeDisk.make(tools.dir)
    const windows = (await options.windows?.(tools, room.native.socketPath)) ?? null
    const own = {
      ...engineServices(room, fake, tools, disk),
      ...(windows && { windowsContainers: served(windows, () => engines ?? never()) }),
    }
    const engines: HostEngines | null =
      options.engines || windows ? await withEngines(room, own, tools, windows) : null
    const app = await App.#compose(room, fake, () => engines?.services ?? own)
    app.#engines = engines
    app.#disk = disk
    app.#tools = tools
    return app
  }

  /** With everything made up, for states that a real engine does not get into when asked. */
  static async withScene(scene: Scene): Promise<App> {
    const fake = new FakeServices(scene)
    return App.#compose(null, fake, () => fake)
  }

  static async #compose(room: EngineRoom | null, fake: FakeServices, services: () => Services): Promise<App> {
    await buildPage((line) => console.error(line))
    const sockets = new Set<WebSocket>()
    return new App(room, fake, await launchBrowser(), await serve(services, fake.transfers, sockets), sockets)
  }

  get room(): EngineRoom {
    if (!this.#room) throw new Error('This app has no engine.')
    return this.#room
  }

  /** the data disk that stands in for the machine's */
  get disk(): FakeDisk {
    if (!this.#disk) throw new Error('This app has no engine.')
    return this.#disk
  }

  /** the docker command as another client of the engine, and a folder for files */
  get tools(): TestDocker {
    if (!this.#tools) throw new Error('This app has no engine.')
    return this.#tools
  }

  /** Opens the page at an address of its own; the first of an app is signed in by a one-time URL. */
  async visit(address: string, size = { width: 1280, height: 800 }): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: size,
      reducedMotion: 'reduce',
      // Signed in once for all tests of a file: how that is done has a test of its own (session.test.ts).
      ...(this.#signedIn && { storageState: this.#signedIn }),
    })
    this.#contexts.push(context)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    page.setDefaultTimeout(patienceMs)
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      // That the host is away is what some tests are about.
      if (message.type() === 'error' && !/WebSocket|net::ERR_|status of 4/.test(message.text()))
        this.complaints.push(message.text())
    })
    if (!this.#signedIn) {
      await page.goto(this.server.oneTimeUrl())
      await page.waitForURL('**/containers')
      this.#signedIn = await context.storageState()
    }
    await page.goto(new URL(address, this.server.url).href)
    await page.getByRole('banner').waitFor()
    return page
  }

  /** Breaks the connection of every page, as a host that dies does. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  /** Another host in place of this one, over the same home and engine; pages open anew at its own address. */
  async restartHost(): Promise<void> {
    await this.server.close()
    await this.room.restartHost()
    const services = engineServices(this.room, this.fake, this.tools, this.disk)
    if (this.#engines) {
      await this.#engines.close()
      this.#engines = await withEngines(this.room, services, this.tools)
    }
    this.server = await serve(() => this.#engines?.services ?? services, this.fake.transfers, this.#sockets)
    this.#signedIn = null
  }

  /** Closes the pages of a test; on failure a picture of each is kept in test-results/. */
  async leave(failed: boolean, name: string): Promise<string[]> {
    for (const context of this.#contexts.splice(0)) {
      if (failed) await picture(context, name)
      await context.close()
    }
    // The home keeps it for every page: the next test starts in English.
    await this.fake.settings.set('language', null)
    await this.#engines?.services.engines.use('berth')
    return this.complaints.splice(0)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.server.close()
    await this.#engines?.close()
    await this.#room?.close()
    await this.#tools?.close()
  }
}

function serve(
  services: () => Services,
  transfers: TransferDesk,
  sockets: Set<WebSocket>,
): Promise<PageServer> {
  const contract = contractServer(
    new WebSocketServer({ noServer: true }),
    () => ({ services: services(), caller: 'browser' }),
    silent,
  )
  return servePage({
    dir,
    log: silent,
    maxMessageBytes,
    transfers,
    changed: () => undefined,
    look: async () => appSettingsOf(await services().settings.list()),
    serve: (socket, request) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      contract(socket, request)
    },
  })
}

/** What a host over this engine serves; only the machine around it is made up. */
function engineServices(room: EngineRoom, fake: FakeServices, tools: TestDocker, disk: FakeDisk): Services {
  const { engine } = room
  follow(room, fake)
  return {
    machine: fake.machine,
    host: fake.host,
    settings: fake.settings,
    checks: fake.checks,
    diagnostics: fake.diagnostics,
    engine,
    engines: fake.engines,
    windowsContainers: fake.windowsContainers,
    migration: fake.migration,
    ports: fake.ports,
    places: placesService(path.join(tools.dir, 'places.json')),
    builds: new Builds({
      ...tools,
      dir: path.join(tools.dir, 'builds'),
      startJob: engine.startJob,
      log: silent,
      lookMs: 500,
    }),
    ...diskRoom({ engine, ...disk.parts, log: silent }),
    transfers: fake.transfers,
    desktop: fake.desktop,
  }
}

/** Makes what there is of Windows' own engine, beside the one at this socket. */
type MakeWindows = (tools: TestDocker, engineSocket: string) => Promise<WindowsContainers>

function never(): never {
  throw new Error('There are no engines yet.')
}

/** With the engines of the test docker's contexts beside it, and the one that was chosen before. */
async function withEngines(
  room: EngineRoom,
  own: Services,
  tools: TestDocker,
  windows: WindowsContainers | null = null,
): Promise<HostEngines> {
  const at = (name: string): string => path.join(tools.dir, name)
  const ownDockerConfig = at('own-config')
  const engineSocket = room.native.socketPath
  const engines = enginesRoom({
    paths: {
      engineChoice: at('engine.json'),
      otherEngines: at('engines'),
      run: {
        engineSocket,
        hostDockerConfig: tools.dockerConfig,
        relaySocket: (id) => at(`run/${id.replaceAll(/\W/g, '')}.sock`),
      },
    },
    own: { services: own, engine: room.engine },
    windows,
    ...{ tools: tools.tools, env: tools.env, ownDockerConfig, log: () => silent },
    proxies: new DockerProxySettings({ engineSocket, engine: async () => ({}), ownDockerConfig }),
  })
  await engines.restore()
  return engines
}

/** The machine says of its engine what is so: now, and whenever that changes while it is the room's. */
function follow(room: EngineRoom, fake: FakeServices): void {
  const { connection } = room.engine
  const tell = ({ answering }: EngineState): void => {
    if (room.engine.connection !== connection) return
    const view = runningMachine()
    const { engine } = view.status
    fake.setMachine({
      ...view,
      engineSince: new Date().toISOString(),
      status: { ...view.status, engine: engine && { ...engine, answering } },
    })
  }
  tell(connection.state)
  connection.states.subscribe(tell)
}

async function picture(context: BrowserContext, name: string): Promise<void> {
  mkdirSync('test-results', { recursive: true })
  const file = name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80)
  for (const [index, page] of context.pages().entries())
    await page.screenshot({ path: `test-results/e2e-${file}-${index}.png` }).catch(() => undefined)
}

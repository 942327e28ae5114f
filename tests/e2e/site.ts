import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { contractServer, maxMessageBytes } from '../../electron/api/server/serve.ts'
import type { Services } from '../../electron/api/services.ts'
import { silent } from '../../electron/base/log.ts'
import { servePage, type PageServer } from '../../electron/host/page/server.ts'
import { launchBrowser } from '../fakes/browser.ts'
import { scenes } from '../fakes/scenes.ts'
import { FakeServices } from '../fakes/services.ts'
import { EngineRoom } from '../fixtures/engine-room.ts'
import { startRegistry, type TestRegistry } from '../fixtures/registry.ts'

const pageDir = path.resolve(import.meta.dirname, '../../dist/renderer')

/**
 * The page as a browser gets it: the host's own web server, the engine room on a real engine, a real registry. Only the
 * machine is made up, since this engine runs without one.
 */
export class TestSite {
  readonly room: EngineRoom
  readonly registry: TestRegistry
  readonly machine: FakeServices
  readonly server: PageServer
  readonly browser: Browser

  private constructor(
    room: EngineRoom,
    registry: TestRegistry,
    machine: FakeServices,
    server: PageServer,
    browser: Browser,
  ) {
    this.room = room
    this.registry = registry
    this.machine = machine
    this.server = server
    this.browser = browser
  }

  static async open(): Promise<TestSite> {
    const room = await EngineRoom.open()
    const machine = new FakeServices(scenes.empty())
    const services: Services = {
      machine: machine.machine,
      settings: machine.settings,
      host: machine.host,
      engine: room.engine,
    }
    const sockets = new WebSocketServer({ noServer: true })
    const server = await servePage({
      dir: pageDir,
      log: silent,
      serve: contractServer(sockets, { services, caller: 'browser' }, silent),
      maxMessageBytes,
      changed: () => undefined,
    })
    return new TestSite(room, await startRegistry(), machine, server, await launchBrowser())
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.server.close()
    await this.registry.stop()
    await this.room.close()
  }

  /** A browser of its own that was let in, as `berth open` lets one in. */
  async enter(scheme: 'light' | 'dark' = 'light'): Promise<{ page: Page; context: BrowserContext }> {
    const context = await this.browser.newContext({
      colorScheme: scheme,
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(this.server.oneTimeUrl())
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    return { page, context }
  }
}

/** What axe finds seriously wrong with the page as it is now: a list of sentences, empty when all is well. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes
          .map((node) => node.html)
          .join(' | ')
          .slice(0, 300)})`,
    )
}

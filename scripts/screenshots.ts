import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../tests/fakes/browser.ts'
import { buildPage } from './build.ts'
import { servePage } from '../tests/fakes/page-server.ts'
import { scenes, type SceneName } from '../tests/fakes/scenes.ts'
import { FakeServices } from '../tests/fakes/services.ts'

/**
 * Makes pictures of the page: README's (`docs/images/containers-light.png`, `-dark.png`), or with `--all FOLDER`
 * every page in every state, to look at. The page is the real one; what stands behind it is made up.
 */
interface Shot {
  readonly name: string
  readonly scene: SceneName
  readonly path: string
  /** what is done on the page before the picture */
  readonly act?: (page: Page, services: FakeServices) => Promise<void>
}

interface Format {
  readonly scheme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

const readme: Shot = { name: 'containers', scene: 'three', path: '/containers/web/logs' }

const everyShot: readonly Shot[] = [
  { name: 'containers-empty', scene: 'empty', path: '/containers' },
  { name: 'containers-three', scene: 'three', path: '/containers' },
  readme,
  { name: 'containers-thousand', scene: 'thousand', path: '/containers' },
  { name: 'containers-grouped', scene: 'thousand', path: '/containers?group=true' },
  { name: 'containers-silent', scene: 'three', path: '/containers', act: silence },
  { name: 'container-overview', scene: 'three', path: '/containers/web/overview' },
  {
    name: 'container-terminal',
    scene: 'three',
    path: '/containers/web/terminal',
    act: (page) => page.locator('.xterm-rows').getByText('/ #').waitFor(),
  },
  { name: 'container-full', scene: 'three', path: '/containers/web/logs?full=true' },
  {
    name: 'container-menu',
    scene: 'three',
    path: '/containers',
    act: (page) => page.getByRole('button', { name: 'More actions for web' }).click(),
  },
  { name: 'container-remove', scene: 'three', path: '/containers', act: openRemove },
  { name: 'containers-selected', scene: 'thousand', path: '/containers', act: selectSome },
  { name: 'images', scene: 'three', path: '/images' },
  { name: 'images-empty', scene: 'empty', path: '/images' },
  {
    name: 'images-pull',
    scene: 'pull',
    path: '/images',
    act: (page) => page.getByRole('button', { name: /^Work/ }).click(),
  },
  { name: 'machine', scene: 'three', path: '/machine' },
  { name: 'machine-failed', scene: 'failed', path: '/machine' },
  { name: 'start-starting', scene: 'starting', path: '/containers' },
  { name: 'start-failed', scene: 'failed', path: '/containers' },
  { name: 'palette', scene: 'three', path: '/containers', act: openPalette },
  {
    name: 'pill',
    scene: 'three',
    path: '/containers',
    act: (page) => page.getByRole('button', { name: /^Machine:/ }).click(),
  },
  { name: 'keys', scene: 'three', path: '/containers', act: (page) => page.keyboard.press('?') },
]

const readmeFormats: readonly Format[] = [
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 1280, height: 800 },
]
const everyFormat: readonly Format[] = [...readmeFormats, { scheme: 'light', width: 900, height: 600 }]

async function openRemove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More actions for web' }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
}

async function silence(page: Page, services: FakeServices): Promise<void> {
  services.setMachine(scenes.silent().machine)
  await page.getByText('The engine has not answered').waitFor()
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('web')
}

async function selectSome(page: Page): Promise<void> {
  for (const key of ['j', 'Space', 'j', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
}

async function take(browser: Browser, shot: Shot, format: Format, file: string): Promise<void> {
  const { scheme, width, height } = format
  const services = new FakeServices(scenes[shot.scene]())
  const server = await servePage(services)
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  try {
    const page = await context.newPage()
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        process.stderr.write(`${shot.name}: ${message.text()}\n`)
    })
    page.on('pageerror', (error) => process.stderr.write(`${shot.name}: ${error.message}\n`))
    await page.goto(server.url + shot.path)
    await page
      .locator('[role="gridcell"], [role="meter"], [role="log"], section ol')
      .first()
      .waitFor({ state: 'attached' })
    await shot.act?.(page, services)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 250)))
    await page.screenshot({ path: file })
    process.stdout.write(`${path.relative('.', file)}\n`)
  } finally {
    await context.close()
    await server.close()
  }
}

const all = process.argv.indexOf('--all')
const folder = path.resolve(all < 0 ? 'docs/images' : (process.argv[all + 1] ?? 'docs/images/all'))
const wanted = process.argv.indexOf('--only')
const pattern = new RegExp(wanted < 0 ? '' : (process.argv[wanted + 1] ?? ''))

await mkdir(folder, { recursive: true })
await buildPage((line) => process.stderr.write(`${line}\n`))
const browser = await launchBrowser()
try {
  for (const shot of all < 0 ? [readme] : everyShot.filter(({ name }) => pattern.test(name)))
    for (const format of all < 0 ? readmeFormats : everyFormat) {
      const size = all < 0 ? '' : `-${format.width}`
      await take(browser, shot, format, path.join(folder, `${shot.name}${size}-${format.scheme}.png`))
    }
} finally {
  await browser.close()
}

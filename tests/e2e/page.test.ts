import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canRunEngine } from '../fixtures/engine.ts'
import { ContainersPage, ImagesPage } from './pages.ts'
import { seriousViolations, TestSite } from './site.ts'
import { busyboxImage } from '../fixtures/busybox-image.ts'

/** What a user does on the pages of containers, images and the machine, in a real browser on a real engine. */
describe.runIf(canRunEngine)('the page', () => {
  let site: TestSite
  let page: Page
  let containers: ContainersPage
  let images: ImagesPage
  const broken: string[] = []

  beforeAll(async () => {
    site = await TestSite.open()
    ;({ page } = await site.enter())
    page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text())
    })
    page.on('pageerror', (error) => broken.push(String(error)))
    containers = new ContainersPage(page)
    images = new ImagesPage(page)
  })
  afterAll(async () => {
    await site.close()
  })

  test('without containers it says what to do next', async () => {
    await containers.go()
    await page.getByRole('region', { name: 'No containers yet' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
  })

  test('a container that somebody runs shows up by itself, with its state', async () => {
    await site.room.run('web', [
      'sh',
      '-c',
      'i=0; while :; do i=$((i+1)); echo "line $i of web"; sleep 0.2; done',
    ])
    await site.room.create('idle', ['sleep', '1000'])
    await containers.row('web').getByText(/^Up/).waitFor()
    await containers
      .row('idle')
      .getByText(/Created/)
      .waitFor()
    expect(await seriousViolations(page)).toEqual([])
  })

  test('start, restart and stop show the truth on the row', async () => {
    await containers.does('Start', 'idle')
    await containers.row('idle').getByText(/^Up/).waitFor()
    await containers.does('Stop', 'idle')
    await containers
      .row('idle')
      .getByText(/^Exited/)
      .waitFor()
    await containers.picks('Start', 'idle').catch(() => containers.does('Start', 'idle'))
    await containers.row('idle').getByText(/^Up/).waitFor()
    await containers.picks('Kill', 'idle')
    await containers
      .row('idle')
      .getByText(/^Exited \(137\)/)
      .waitFor()
  })

  test('its log follows and can be searched', async () => {
    const detail = await containers.open('web')
    const log = detail.getByRole('toolbar', { name: /^Log of/ })
    await detail.getByText('line 3 of web').first().waitFor()
    await log.getByRole('textbox', { name: 'Search the log' }).fill('line 5 of')
    await log
      .getByText(/1 of \d+|\d+ \/ \d+/)
      .first()
      .waitFor()
    expect(await seriousViolations(page)).toEqual([])
  })

  test('a terminal in the container takes what is typed', async () => {
    const detail = page.getByRole('region', { name: 'Container web' })
    await detail.getByRole('tab', { name: 'Terminal' }).click()
    const terminal = detail.getByRole('group', { name: 'Terminal in web' })
    await terminal.getByText('/ #').waitFor()
    await terminal.click()
    await page.keyboard.type('echo $((6*7)) and more\n')
    await terminal.getByText('42 and more').waitFor()
    await page.keyboard.type('exit 3\n')
    await detail
      .getByText(/exit(ed)?.*3|ended.*3|code 3/i)
      .first()
      .waitFor()
  })

  test('the URL says where one is: a reload comes back to it', async () => {
    await page.getByRole('region', { name: 'Container web' }).getByRole('tab', { name: 'Details' }).click()
    await page.reload()
    await page.getByRole('region', { name: 'Details' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Close detail' }).click()
  })

  test('the filter narrows, the palette goes', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('idl')
    await containers.row('web').waitFor({ state: 'detached' })
    await containers.row('idle').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Filter containers' }).fill('')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('images')
    await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await containers.row('web').waitFor()
  })

  test('removing asks first, and names what is lost', async () => {
    await containers.picks('Remove', 'idle')
    const dialog = page.getByRole('dialog', { name: 'Remove idle?' })
    await dialog.getByText(/will be lost/).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await containers.row('idle').waitFor()
    await containers.picks('Remove', 'idle')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await containers.row('idle').waitFor({ state: 'detached' })
  })

  test('an image is pulled layer by layer and shows up', async () => {
    await site.registry.push('team/app', 'v1', await busyboxImage({ ballast: [4, 8] }))
    await images.go()
    const dialog = await images.pull(`${site.registry.host}/team/app:v1`)
    await dialog.waitFor({ state: 'hidden' })
    await images.row(`${site.registry.host}/team/app:v1`).waitFor()
    expect(await seriousViolations(page)).toEqual([])
  })

  test('a pull that fails says why, in the words of the engine', async () => {
    const dialog = await images.pull(`${site.registry.host}/team/nothing:v1`)
    await dialog
      .getByText(/not found|does not exist|unknown/i)
      .first()
      .waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  })

  test('an image is removed after a question; one in use is not', async () => {
    const name = `${site.registry.host}/team/app:v1`
    await images
      .row(name)
      .getByRole('button', { name: `Remove ${name}` })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await images.row(name).waitFor({ state: 'detached' })
  })

  test('the machine page shows state, start and resources, and acts', async () => {
    await page.getByRole('link', { name: 'Machine' }).click()
    await page.getByRole('region', { name: 'State' }).getByText('running').waitFor()
    await page.getByRole('region', { name: 'Resources' }).getByText(/CPU/).first().waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('region', { name: 'State' }).getByRole('button', { name: 'Suspend' }).click()
    await page.getByRole('region', { name: 'State' }).getByText('suspended').waitFor()
    await page
      .getByRole('region', { name: 'State' })
      .getByRole('button', { name: /Start|Resume/ })
      .click()
    await page.getByRole('region', { name: 'State' }).getByText('running').waitFor()
  })

  test('in the dark, too, nothing is hard to read', async () => {
    const { page: dark, context } = await site.enter('dark')
    await new ContainersPage(dark).row('web').waitFor()
    expect(await seriousViolations(dark)).toEqual([])
    await context.close()
  })

  test('a browser that was not let in gets no page and no contract', async () => {
    const context = await site.browser.newContext()
    const stranger = await context.newPage()
    expect((await stranger.goto(site.server.url))?.status()).toBe(403)
    expect((await stranger.goto(`${site.server.url}open?token=wrong`))?.status()).toBe(403)
    await context.close()
  })

  test('nothing was said on the browser’s console', () => {
    expect(broken).toEqual([])
  })
})

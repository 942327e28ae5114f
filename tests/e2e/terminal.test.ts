import { expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 30_000 }

async function terminalOf(name: string) {
  await app().room.run(name, ['sleep', '600'])
  const page = await app().visit(`/containers/${name}/terminal`)
  const terminal = page.getByRole('group', { name: `Terminal in ${name}` })
  const screen = terminal.locator('.xterm-rows')
  await page.getByText('Connected').waitFor()
  await screen.getByText('/ #').waitFor()
  return { page, terminal, screen, list: page.getByRole('group', { name: `Terminals in ${name}` }) }
}

test('a terminal runs a shell, follows its size, tells its end, and opens another below it', async () => {
  const { page, screen } = await terminalOf('shelled')
  await page.keyboard.type('echo $((40+2)); stty size\n')
  await screen.getByText(/^42$/).waitFor()
  const size = async (): Promise<string | undefined> =>
    [...(await screen.innerText()).matchAll(/^\d+ \d+/gm)].at(-1)?.[0]
  await expect.poll(size, poll).toBeDefined()
  await expectAccessible(page)
  const before = await size()
  await page.setViewportSize({ width: 1280, height: 500 })
  await page.keyboard.type('stty size\n')
  await expect.poll(size, poll).not.toBe(before)
  await page.keyboard.type('exit 7\n')
  await page.getByText('The shell ended with exit code 7.').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.getByText('Connected').waitFor()
  await screen.getByText(/^42$/).waitFor()
  await page.keyboard.press('Shift+Escape')
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused, poll).toBe('New terminal')
})

test('several terminals, each as another user; what they show stays while one looks elsewhere', async () => {
  const { page, screen, list } = await terminalOf('many')
  await page.keyboard.type('echo first $((1+1))\n')
  await screen.getByText('first 2').waitFor()
  await page.getByRole('button', { name: 'New terminal with…' }).click()
  await page.getByRole('option', { name: '/bin/ash' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'User' }).fill('no one?')
  await page.getByText('Not a user.').waitFor()
  await page.getByRole('combobox', { name: 'User' }).fill('1000:1000')
  await page.getByRole('combobox', { name: 'Shell or command' }).fill('sh -c "id -u; sleep 60"')
  await page.keyboard.press('Enter')
  await screen.getByText(/^1000$/).waitFor()
  await list.getByRole('button', { name: '2: sh as 1000:1000', exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await page.getByRole('log').waitFor()
  await page.getByRole('tab', { name: 'Terminal' }).click()
  await screen.getByText(/^1000$/).waitFor()
  await list.getByRole('button', { name: '1: shell', exact: true }).click()
  await screen.getByText('first 2').waitFor()
  await page.keyboard.type('echo still $((2+2))\n')
  await screen.getByText('still 4').waitFor()
  await list.getByRole('button', { name: 'Close terminal 1: shell' }).click()
  await screen.getByText(/^1000$/).waitFor()
})

test('text is found, copied and pasted, by keys and by a menu; letters grow', async () => {
  const { page, terminal, screen } = await terminalOf('texts')
  const frame = new Frame(page)
  await page.keyboard.type('echo needle $((6*7)) needle\n')
  await screen.getByText('needle 42 needle').waitFor()
  await page.keyboard.press('Control+Shift+F')
  await page.getByRole('textbox', { name: 'Find in the terminal' }).fill('needle 42')
  await page.getByText('1 of 1', { exact: true }).waitFor()
  await expectAccessible(page)
  await terminal.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy' }).click()
  await expect.poll(() => frame.clipboard(), poll).toBe('needle 42')
  await page.getByRole('textbox', { name: 'Find in the terminal' }).press('Escape')
  await page.evaluate(() => navigator.clipboard.writeText('echo pasted $((50+5))'))
  await page.keyboard.press('Control+Shift+V')
  await screen.getByText('echo pasted $((50+5))').waitFor()
  await page.keyboard.press('Enter')
  await screen.getByText('pasted 55').waitFor()
  const rows = (): Promise<number> => screen.locator('> div').count()
  const before = await rows()
  await page.getByRole('button', { name: 'Larger letters' }).click()
  await page.getByRole('button', { name: 'Larger letters' }).click()
  await expect.poll(rows, poll).toBeLessThan(before)
})

test('an address in a terminal is a link, which opens beside the page', async () => {
  const { page, screen } = await terminalOf('linked')
  const address = new URL('/images', app().server.url).href
  await page.keyboard.type(`printf 'see %s%s\\n' '${address.slice(0, 7)}' '${address.slice(7)}'\n`)
  const line = screen.getByText(`see ${address}`, { exact: true })
  await line.waitFor()
  const box = await line.boundingBox()
  if (!box) throw new Error('The line is not on the screen.')
  const at = [box.x + box.width / 2, box.y + box.height / 2] as const
  await page.mouse.move(...at)
  await page.locator('.xterm-cursor-pointer').waitFor()
  const [other] = await Promise.all([page.context().waitForEvent('page'), page.mouse.click(...at)])
  await other.waitForURL(address)
  // It knows nothing of the page that opened it.
  expect(await other.evaluate(() => window.opener === null && document.referrer === '')).toBe(true)
  await screen.getByText(`see ${address}`, { exact: true }).waitFor()
})

test('a flood in a terminal leaves it usable, and an engine that is back offers a new shell', async () => {
  const { page, screen } = await terminalOf('flooded')
  await page.keyboard.type('yes flood\n')
  // Rows of it, not the line just typed: a Ctrl+C that comes before the shell has let go of the keyboard ends nothing.
  await screen.getByText('flood', { exact: true }).nth(9).waitFor()
  await page.keyboard.press('Control+C')
  const lastRow = async (): Promise<string | undefined> =>
    (await screen.innerText()).split('\n').findLast((row) => row.trim() !== '')
  await expect.poll(lastRow, poll).toMatch(/^\/\s#\s*$/)
  await page.keyboard.type('echo over $((3*3))\n')
  await screen.getByText('over 9').waitFor()
  await app().room.native.kill()
  const again = page.getByRole('button', { name: 'Open a shell again' })
  await again.waitFor()
  await app().room.native.restart()
  await app().room.untilAnswering(true)
  await app().room.engine.containers.act('flooded', 'start')
  await again.click()
  await page.getByText('Connected').waitFor()
})

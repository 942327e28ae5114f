import { expect, test } from 'vitest'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Detail } from './pages/detail.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())

async function open(name: string, tab: string) {
  const page = await app().visit(`/containers/${name}/${tab}`)
  const screen = page.getByRole('group', { name: `Terminal in ${name}` }).locator('.xterm-rows')
  return { page, screen, frame: new Frame(page), detail: new Detail(page, name) }
}
const state = async (name: string): Promise<string> =>
  (await app().room.engine.containers.detail(name, { size: false })).row.state

test('a main process with a terminal is attached to from the menu, detached by its keys, and attached to again', async () => {
  await app().room.run('main', ['sh'], { tty: true })
  const { page, screen, detail } = await open('main', 'overview')
  await detail.choose('Attach to its main process')
  await page.getByText('Ctrl+C goes to the main process and may end it; Ctrl+P Ctrl+Q detaches.').waitFor()
  await page.getByRole('button', { name: '1: main process', exact: true }).waitFor()
  await page.keyboard.type('echo at $((40+2))\n')
  await screen.getByText(/^at 42$/).waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Control+p')
  await page.keyboard.press('Control+q')
  await page.getByText('Detached. The container goes on.').waitFor()
  await expectAccessible(page)
  expect(await state('main')).toBe('running')
  await page.keyboard.press('Enter')
  await screen.getByText('attached: from here on as it comes').waitFor()
  await page.keyboard.type('echo still $((50+5))\n')
  await screen.getByText(/^still 55$/).waitFor()
  await page.getByRole('button', { name: 'Close terminal 1: main process' }).click()
  await page.getByRole('button', { name: 'New terminal' }).first().waitFor()
  expect(await state('main')).toBe('running')
})

test('Ctrl+C is told about before it is sent; the end of the container is told with its code', async () => {
  await app().room.run(
    'catcher',
    ['sh', '-c', 'trap "exit 4" INT; echo ready; while :; do sleep 0.1; done'],
    {
      tty: true,
    },
  )
  const { page, screen, frame } = await open('catcher', 'overview')
  await frame.run('Attach to the main process of catcher')
  await screen.getByText('ready').waitFor()
  await page.getByText(/^Attached\./).waitFor()
  await page.keyboard.press('Control+c')
  await page.getByText('Press it again to send it.').waitFor()
  await expectAccessible(page)
  expect(await state('catcher')).toBe('running')
  await page.keyboard.press('Control+c')
  await page.getByText('The main process ended with exit code 4, and the container with it.').waitFor()
  // the stream ends before the engine's event of it has reached the row
  await page.getByRole('button', { name: 'Attach again', disabled: true }).waitFor()
  await expectAccessible(page)
})

test('one without a terminal and with a closed input is only watched', async () => {
  await app().room.run('noisy', ['sh', '-c', 'echo out; echo err >&2; sleep 600'])
  const { page, screen } = await open('noisy', 'terminal')
  await page.getByText('Connected').waitFor()
  await page.getByRole('button', { name: 'Attach to the main process' }).click()
  await page.getByText('Its input is closed, so this only shows what it says').waitFor()
  await screen.getByText(/^out$/).waitFor()
  await screen.getByText(/^err$/).waitFor()
  await page.keyboard.type('x')
  await page.keyboard.press('Control+c')
  await page.getByRole('button', { name: 'Detach', exact: true }).click()
  await page.getByText('Detached. The container goes on.').waitFor()
  expect(await state('noisy')).toBe('running')
})

test('without a terminal, Ctrl+D ends the input where that is possible, and says where it is not', async () => {
  const { client, engine } = app().room
  for (const [name, once] of [
    ['sorter', true],
    ['keeper', false],
  ] as const) {
    const body = { Image: 'busybox', Cmd: ['sort'], OpenStdin: true, StdinOnce: once, NetworkDisabled: true }
    await client.json({ doing: 'create', method: 'POST', path: '/containers/create', query: { name }, body })
    await engine.containers.act(name, 'start')
  }
  const { page, screen, detail } = await open('sorter', 'overview')
  await detail.choose('Attach to its main process')
  await page.getByText('Ctrl+D ends its input for good').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.type('pear\napple\n')
  await page.keyboard.press('Control+d')
  await page.getByText('The main process ended with exit code 0, and the container with it.').waitFor()
  expect(await screen.innerText()).toMatch(/\^D\s+apple\s+pear/)

  const kept = await open('keeper', 'overview')
  await kept.detail.choose('Attach to its main process')
  await kept.page.getByText('What you type is sent line by line').waitFor()
  await kept.page.keyboard.press('Control+d')
  await kept.page.getByText('Ctrl+D ends nothing here').waitFor()
  await expectAccessible(kept.page)
  expect(await state('keeper')).toBe('running')
})

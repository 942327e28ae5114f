import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { portWanted } from '../../electron/api/port/names.ts'
import * as electron from '../fakes/electron/index.ts'
import { FakeFrame } from '../fakes/electron/contents.ts'
import { scenes } from '../fakes/scenes.ts'
import { Desk, patience } from './desk.ts'

const desk = new Desk()
beforeAll(async () => {
  await desk.start()
  await desk.trayShows('Suspend')
})
afterAll(() => desk.remove())

const web = scenes.three().containers.find(({ name }) => name === 'web')!

test('Electron is told what it must know before it is ready', () => {
  expect(electron.app.test.sandboxed).toBe(true)
  expect(electron.app.test.paths).toEqual({ userData: path.join(desk.home, 'desktop') })
  expect(electron.protocol.test.schemes).toEqual([
    { scheme: 'app', privileges: expect.not.objectContaining({ bypassCSP: true }) as object },
  ])
  expect(electron.app.test.schemes).toEqual(['berth'])
})

test('the host runs beside it, with the home as all it is told', () => {
  const { program, args, options } = desk.child.test
  expect(path.basename(program)).toBe('host.js')
  expect(args).toEqual([])
  // What can be seen of a process by others: nothing that the app did not come with itself.
  expect(options.env).toEqual({ ...process.env, BERTH_HOME: desk.home })
})

test('the window has a sandboxed page, and no power of its own', async () => {
  const { options } = (await desk.window()).test
  expect(options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  })
  expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures')
  expect(options.webPreferences).not.toHaveProperty('experimentalFeatures')
  expect(path.basename(options.webPreferences?.preload ?? '')).toBe('preload.cjs')
  expect(electron.windows[0]?.webContents.mainFrame.url).toBe('app://berth/')
})

test('the page asks, and is answered by the host over its port; but may not end it', async () => {
  const page = desk.page(await desk.window())
  expect((await page.api.host.info.query()).pid).toBe(4711)
  await expect(page.api.host.shutDown.mutate({ unlessUsed: false })).rejects.toThrow('Only the berth command')
  await page.close()
})

test('nobody but the page itself gets a port', async () => {
  const { webContents } = await desk.window()
  const before = webContents.mainFrame.test.given.length
  const strangers = [
    Object.assign(new FakeFrame(), { url: 'https://a.example/' }),
    Object.assign(new FakeFrame(), { url: 'app://other/' }),
    Object.assign(new FakeFrame(), { url: 'app://berth@other/' }),
    Object.assign(new FakeFrame(webContents.mainFrame), { url: 'app://berth/' }),
    null,
  ]
  for (const frame of strangers) webContents.test.send(portWanted, frame)
  expect(strangers.flatMap((frame) => frame?.test.given ?? [])).toEqual([])
  expect(webContents.mainFrame.test.given).toHaveLength(before)
})

test('main listens to one message, and to no other', () => {
  expect(electron.ipcMain.eventNames()).toEqual([portWanted])
})

test('the window goes nowhere else, opens no other, and embeds nothing', async () => {
  const { test: page } = (await desk.window()).webContents
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    expect(page.navigate('app://berth/images', event)).toBe(true)
    for (const url of ['https://a.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://other/'])
      expect(page.navigate(url, event)).toBe(false)
  }
  expect(page.attachWebview()).toBe(false)
  expect(page.open('https://a.example/')).toBe('deny')
  expect(electron.windows).toHaveLength(1)
})

test('of other addresses only published ports and documentation are opened, in the browser', async () => {
  const { test: page } = (await desk.window()).webContents
  await desk.trayShows('web')
  const { hostPort } = web.ports.find((port) => port.hostPort !== null)!
  electron.shell.test.opened = []
  const refused = [
    'https://a.example/',
    'http://localhost:1/',
    `ftp://localhost:${hostPort}/`,
    `http://user:secret@localhost:${hostPort}/`,
    'file:///etc/passwd',
    'smb://a.example/share',
    'http://docs.docker.com/',
    'https://docs.docker.com.a.example/',
    'vscode://x',
  ]
  for (const url of refused) page.open(url)
  expect(electron.shell.test.opened).toEqual([])
  const welcome = [
    `http://localhost:${hostPort}/`,
    `http://127.0.0.1:${hostPort}/x?y`,
    'https://docs.docker.com/engine/',
  ]
  for (const url of welcome) expect(page.open(url)).toBe('deny')
  expect(electron.shell.test.opened).toEqual(welcome)
})

test('permissions are denied, but for the clipboard in the page itself', async () => {
  const { webContents } = await desk.window()
  const { request, check, device, media } = electron.session.defaultSession.test
  const ask = (permission: string, isMainFrame = true): boolean => {
    const answers: boolean[] = []
    request?.(webContents as never, permission as never, (granted) => answers.push(granted), {
      isMainFrame,
    } as never)
    expect(answers).toHaveLength(1)
    return answers[0] === true
  }
  const all = [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'openExternal',
    'fullscreen',
    'hid',
    'serial',
    'usb',
  ]
  expect(all.filter((permission) => ask(permission))).toEqual([])
  expect(['clipboard-read', 'clipboard-sanitized-write'].map((permission) => ask(permission))).toEqual([
    true,
    true,
  ])
  expect(ask('clipboard-read', false)).toBe(false)
  expect(check?.(webContents as never, 'media', '', {} as never)).toBe(false)
  expect(check?.(null, 'clipboard-read', '', {} as never)).toBe(false)
  expect(check?.(webContents as never, 'clipboard-read', '', {} as never)).toBe(true)
  expect(device?.({} as never)).toBe(false)
  const streams: unknown[] = []
  media?.({} as never, (given) => streams.push(given))
  expect(streams).toEqual([{}])
})

test('a second start brings the window up, at a link where it has one', async () => {
  const window = await desk.window()
  window.test.minimized = true
  window.test.shown = 0
  electron.app.emit('second-instance', {}, ['/opt/Berth/berth'])
  expect([window.test.minimized, window.test.shown, window.test.focused]).toEqual([false, 1, true])
  electron.app.emit('second-instance', {}, ['/opt/Berth/berth', 'berth://containers/web/logs'])
  await vi.waitFor(
    () => expect(window.webContents.mainFrame.url).toBe('app://berth/containers/web/logs'),
    patience,
  )
})

test('a page that listens is led there without being loaded anew', async () => {
  const window = await desk.window()
  const page = desk.page(window)
  const led: string[] = []
  page.api.desktop.shown.subscribe(undefined, { onData: (address) => led.push(address) })
  await page.api.host.info.query()
  const loads = window.webContents.test.answers.length
  electron.app.emit('open-url', { preventDefault: () => undefined }, 'berth://images')
  await vi.waitFor(() => expect(led).toEqual(['/images']), patience)
  expect(window.webContents.test.answers).toHaveLength(loads)
  await page.close()
})

test('closing the window keeps the app and the machine, and it can be opened again', async () => {
  const window = await desk.window()
  window.test.bounds = { x: 300, y: 200, width: 1000, height: 700 }
  window.webContents.setZoomLevel(1.5)
  window.close()
  expect(electron.windows).toEqual([])
  expect(electron.app.test.exited).toBeNull()
  desk.chooseInTray('Open Berth')
  const again = await desk.window()
  expect(again.test.options).toMatchObject({ x: 300, y: 200, width: 1000, height: 700 })
  await vi.waitFor(() => expect(again.webContents.getZoomLevel()).toBe(1.5), patience)
  again.webContents.setZoomLevel(2)
  again.webContents.emit('did-finish-load')
  expect(again.webContents.getZoomLevel()).toBe(2)
})

test('menus speak what the page speaks', async () => {
  const page = desk.page(await desk.window())
  await page.api.desktop.speak.mutate({ language: 'de' })
  await desk.trayShows('Berth öffnen')
  expect(electron.Menu.test.application?.test.template.map(({ label }) => label)).toContain('Bearbeiten')
  await page.api.desktop.speak.mutate({ language: 'en' })
  await desk.trayShows('Open Berth')
  await page.close()
})

test('what the user chose for the page is how menus and dialogs look, at the next start, too', async () => {
  await desk.services.settings.set('appearance', 'dark')
  await vi.waitFor(() => expect(electron.nativeTheme.themeSource).toBe('dark'), patience)
  const kept = JSON.parse(await readFile(path.join(desk.home, 'desktop/window.json'), 'utf8')) as object
  expect(kept).toMatchObject({ look: { appearance: 'dark', language: 'auto' } })
  await desk.services.settings.set('appearance', null)
  await vi.waitFor(() => expect(electron.nativeTheme.themeSource).toBe('system'), patience)
})

test('after sleep the guest is woken', async () => {
  electron.powerMonitor.emit('resume')
  await vi.waitFor(() => expect(desk.services.woken).toBe(1), patience)
})

test('a right click offers what fits', async () => {
  const { webContents } = await desk.window()
  const { popped } = electron.Menu.test
  const flags = {
    canUndo: true,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canSelectAll: true,
  }
  webContents.emit(
    'context-menu',
    {},
    { isEditable: false, selectionText: '', linkURL: '', editFlags: flags },
  )
  expect(popped).toEqual([])
  webContents.emit('context-menu', {}, { isEditable: true, selectionText: '', linkURL: '', editFlags: flags })
  expect(popped[0]?.test.template.map(({ role }) => role)).toContain('paste')
  expect(popped[0]?.test.template.find(({ role }) => role === 'redo')?.enabled).toBe(false)
})

test('200 times a window opened and closed leave nothing behind', async () => {
  const count = (): number[] =>
    [electron.app, electron.ipcMain, electron.powerMonitor].map((emitter) =>
      emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0),
    )
  const round = async (): Promise<void> => {
    desk.chooseInTray('Open Berth')
    const window = await desk.window()
    const page = desk.page(window)
    await page.api.host.info.query()
    shown.push(new WeakRef(window))
    window.close()
    await page.close()
  }
  const shown: WeakRef<object>[] = []
  electron.windows[0]?.close()
  await round()
  const before = count()
  const { ports } = desk.child.test
  const open = (): number => ports.filter((port) => !port.test.closed).length
  await vi.waitFor(() => expect(open()).toBe(1), patience)
  for (let rounds = 0; rounds < 200; rounds += 1) await round()
  expect(count()).toEqual(before)
  expect(electron.windows).toEqual([])
  // The shell's own is what stays.
  await vi.waitFor(() => expect(open()).toBe(1), patience)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const alive = (): number => {
    collect()
    return shown.filter((window) => window.deref()).length
  }
  await vi.waitFor(() => expect(alive()).toBeLessThan(5), patience)
}, 60_000)

import { app, clipboard, Menu, nativeTheme, session, type BrowserWindow } from 'electron'
import path from 'node:path'
import { fromClientError } from '../api/client/node.ts'
import { appSettingsOf } from '../api/schema/settings.ts'
import { listPageFiles, type PageFile } from '../base/page-files.ts'
import { desktopSystem, type Paths } from '../base/paths.ts'
import type { Log } from '../base/log.ts'
import type { PageLook } from '../base/page-look.ts'
import { Crashes } from './crashes.ts'
import { connectOwner, type Api } from './host-client.ts'
import { HostProcess } from './host-process.ts'
import { followLinks } from './links-open.ts'
import { hiddenArgument, startAtLogin } from './login.ts'
import { appMenu } from './menu/app-menu.ts'
import { contextMenu } from './menu/context-menu.ts'
import { NativeNotices } from './notices.ts'
import { pageScheme } from './origin.ts'
import { pageAnswers } from './page/answer.ts'
import { servePorts } from './page/ports.ts'
import { hostTransfers } from './page/transfers.ts'
import { followPower } from './power.ts'
import { denyPermissions, openExternal, protectAll } from './protect.ts'
import { Quit } from './quit.ts'
import { ShellWatch, type ShellState } from './state.ts'
import { trayActor } from './tray/act.ts'
import { ShellTray } from './tray/tray.ts'
import { Updates, updatesAddress } from './update/follow.ts'
import { MainWindow } from './window/main-window.ts'
import { MemoryFile } from './window/memory.ts'
import { languageAmong, wordsIn } from './words/index.ts'

export interface ShellOptions {
  /** where the bundles are: preload.cjs, host.js, the page, the tray's icons */
  readonly dir: string
  readonly paths: Paths
  readonly argv: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
}

/** Puts the desktop together, once Electron is ready: a host beside it, a window, a tray, and what the system tells of. */
export async function runShell({ dir, paths, argv, env, log }: ShellOptions): Promise<void> {
  const memory = new MemoryFile(path.join(paths.desktopProfile, 'window.json'))
  const host = new HostProcess({
    program: path.join(dir, 'host.js'),
    env: { ...env, BERTH_HOME: paths.home },
    log,
  })
  const { api } = connectOwner(host)
  const watch = new ShellWatch(api, host)
  const published = (): ReadonlySet<string> => watch.publishedPorts()
  let words = wordsIn(memory.now.language ?? languageAmong(app.getPreferredSystemLanguages()))
  const browse = (url: string): void => openExternal(url, published, log)

  dressAs(memory.now.look)
  protectAll(published, log)
  denyPermissions(session.defaultSession)
  const files = await listPageFiles(path.join(dir, 'renderer')).catch(() => new Map<string, PageFile>())
  session.defaultSession.protocol.handle(
    pageScheme,
    pageAnswers(files, hostTransfers(paths.run.controlSocket), () => lookNow(api, host, memory)),
  )
  servePorts(host, log)

  const quit = new Quit({ api, host, watch, words: () => words, log })
  const power = followPower(api, quit, log)
  const crashes = new Crashes({ host, hostLog: paths.hostLog, words: () => words, log })
  const made = (window: BrowserWindow): void => {
    crashes.watchWindow(window)
    power.watchWindow(window)
    window.webContents.on('context-menu', (_event, clicked) => {
      const acts = { browse, copy: (text: string) => void clipboard.writeText(text) }
      const items = contextMenu(clicked, words, acts)
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
    })
  }
  const lead = (address: string): Promise<boolean> => api.desktop.show.mutate({ address })
  const window = new MainWindow({ preload: path.join(dir, 'preload.cjs'), memory, lead, made })
  const show = (address?: string): void => window.show(address)

  const notices = new NativeNotices({
    words: () => words,
    isWatched: () => window.current?.isFocused() ?? false,
    show,
    mute: (container) =>
      void api.notices.mute.mutate({ whose: { container }, muted: true }).catch(() => undefined),
  })
  const tray = new ShellTray(path.join(dir, 'tray'), trayActor({ api, host, show, browse, log }))
  const updates = new Updates({
    api,
    watch,
    quit,
    words: () => words,
    show,
    profile: paths.desktopProfile,
    log,
  })
  const checkForUpdates = (): void => {
    show(updatesAddress)
    void updates.act('check')
  }
  const speak = (): void => {
    const menu = appMenu(desktopSystem, words, { show, browse, checkForUpdates })
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
    tray.show(watch.now, words)
  }
  startOnce(watch, api, log)
  let atLogin: boolean | null = null
  watch.changes.subscribe((state) => {
    tray.show(state, words)
    keepLook(memory, state)
    if (!state.settingsKnown || state.settings.atLogin === atLogin) return
    atLogin = state.settings.atLogin
    startAtLogin(atLogin).catch((error: unknown) => log.warn({ error: String(error) }, 'no start at login'))
  })
  watch.notices.subscribe((change) => notices.take(change))
  watch.languages.subscribe((language) => {
    words = wordsIn(language)
    memory.keep({ language })
    speak()
  })
  app.on('activate', () => show())
  // The tray is what is left, and the machine.
  app.on('window-all-closed', () => undefined)

  speak()
  host.start()
  watch.start()
  updates.start().catch((error: unknown) => log.warn({ error: String(error) }, 'no updates are looked for'))
  const address = followLinks(argv, show, log)
  if (address !== null || !argv.includes(hiddenArgument)) show(address ?? undefined)
}

/** Milliseconds that the page waits for what it shall look like. */
const lookMs = 500

/** Menus, dialogs and the window's first ground look as the page does. */
function dressAs({ appearance }: PageLook): void {
  nativeTheme.themeSource = appearance === 'auto' ? 'system' : appearance
}

/** What the user chose for the page, as the host says now; as it last said, while there is none. */
async function lookNow(api: Api, host: HostProcess, memory: MemoryFile): Promise<PageLook> {
  if (host.state.kind !== 'up') return memory.now.look
  const rows = await api.settings.list
    .query(undefined, { signal: AbortSignal.timeout(lookMs) })
    .catch(() => null)
  return rows ? appSettingsOf(rows) : memory.now.look
}

/** What the user chose counts at once, and is known at the next start before the host is. */
function keepLook(memory: MemoryFile, { settings, settingsKnown }: ShellState): void {
  const { appearance, language } = settings
  const { look } = memory.now
  if (!settingsKnown || (look.appearance === appearance && look.language === language)) return
  memory.keep({ look: { appearance, language } })
  dressAs({ appearance, language })
}

/** Starts the machine with the app; a first start is the user's own, who may want to look at this computer before. */
function startOnce(watch: ShellWatch, api: Api, log: Log): void {
  const stop = watch.changes.subscribe(({ machine }) => {
    if (!machine) return
    stop()
    const { state, machine: made } = machine.status
    if (made.diskUsedBytes === 0 || (state !== 'stopped' && state !== 'suspended')) return
    api.machine.start.mutate({ cold: false }).catch((thrown: unknown) => {
      log.warn({ message: fromClientError(thrown).message }, 'the machine did not start with the app')
    })
  })
}

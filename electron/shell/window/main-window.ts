import { BrowserWindow, nativeTheme, screen } from 'electron'
import { pageOrigin } from '../origin.ts'
import type { MemoryFile } from './memory.ts'
import { placeOn, smallest } from './place.ts'

export interface MainWindowOptions {
  readonly preload: string
  readonly memory: MemoryFile
  /** Has a page that is loaded go to an address; false when it does not listen. */
  readonly lead: (address: string) => Promise<boolean>
  /** called with each new window */
  readonly made: (window: BrowserWindow) => void
}

/** Milliseconds of rest after which a moved or sized window is remembered. */
const restMs = 500

/** The one window. Closing it destroys it, and nothing else ends; it is made anew when it is wanted again. */
export class MainWindow {
  readonly #options: MainWindowOptions
  #window: BrowserWindow | null = null

  constructor(options: MainWindowOptions) {
    this.#options = options
  }

  get current(): BrowserWindow | null {
    return this.#window
  }

  /** Brings it up, at an address of the page where one is given. */
  show(address?: string): void {
    const window = this.#window
    if (!window) {
      this.#make(address ?? '/')
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    if (address !== undefined) void this.#lead(window, address)
  }

  async #lead(window: BrowserWindow, address: string): Promise<void> {
    const led = await this.#options.lead(address).catch(() => false)
    if (!led && !window.isDestroyed()) await window.loadURL(pageOrigin + address).catch(() => undefined)
  }

  #make(address: string): void {
    const { memory, preload } = this.#options
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
    const window = new BrowserWindow({
      ...placeOn(memory.now.bounds, areas),
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: 'Berth',
      show: false,
      autoHideMenuBar: true,
      // What is seen before the page has drawn: the page's own ground.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    })
    this.#window = window
    window.once('ready-to-show', () => {
      if (memory.now.maximized) window.maximize()
      window.show()
    })
    // Once: what is loaded again, and what was zoomed since, keeps the zoom that it has.
    window.webContents.once('did-finish-load', () => window.webContents.setZoomLevel(memory.now.zoom))
    this.#remember(window)
    window.once('closed', () => {
      if (this.#window === window) this.#window = null
    })
    this.#options.made(window)
    window.loadURL(pageOrigin + address).catch(() => undefined)
  }

  #remember(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | null = null
    const keep = (): void => {
      const { memory } = this.#options
      const maximized = window.isMaximized()
      const zoom = window.webContents.getZoomLevel()
      memory.keep({ bounds: window.getNormalBounds(), maximized, zoom })
    }
    const keepSoon = (): void => {
      if (timer) clearTimeout(timer)
      timer = setTimeout(keep, restMs)
    }
    window.on('resize', keepSoon)
    window.on('move', keepSoon)
    window.on('maximize', keepSoon)
    window.on('unmaximize', keepSoon)
    window.on('close', () => {
      if (timer) clearTimeout(timer)
      keep()
    })
  }
}

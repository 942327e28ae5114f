import type * as Electron from 'electron'
import { app } from './app.ts'
import { FakeContents } from './contents.ts'
import { Emitter, preventable } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

/** Windows without a page. */
export const bases: FakeBase[] = []

export class FakeBase extends Emitter {
  readonly test: { readonly options: Electron.BaseWindowConstructorOptions }

  constructor(options: Electron.BaseWindowConstructorOptions = {}) {
    super()
    this.test = { options }
    bases.push(this)
  }
}

/** Windows that are open, in the order in which they were made. */
export const windows: FakeWindow[] = []

/** A window that nobody sees. */
export class FakeWindow extends Emitter {
  readonly webContents = new FakeContents()
  readonly test: {
    readonly options: Electron.BrowserWindowConstructorOptions
    bounds: Electron.Rectangle
    shown: number
    focused: boolean
    minimized: boolean
    maximized: boolean
    destroyed: boolean
  }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    const { x = 100, y = 80, width = 800, height = 600 } = options
    this.test = {
      options,
      bounds: { x, y, width, height },
      shown: 0,
      focused: false,
      minimized: false,
      maximized: false,
      destroyed: false,
    }
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.test.load(url)
    this.emit('ready-to-show')
  }

  show(): void {
    this.test.shown += 1
    this.test.focused = true
  }

  focus(): void {
    this.test.focused = true
  }

  isFocused(): boolean {
    return this.test.focused
  }

  isMinimized(): boolean {
    return this.test.minimized
  }

  restore(): void {
    this.test.minimized = false
  }

  maximize(): void {
    this.test.maximized = true
    this.emit('maximize')
  }

  isMaximized(): boolean {
    return this.test.maximized
  }

  getNormalBounds(): Electron.Rectangle {
    return this.test.bounds
  }

  isDestroyed(): boolean {
    return this.test.destroyed
  }

  close(): void {
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.test.destroyed) return
    this.test.destroyed = true
    windows.splice(windows.indexOf(this), 1)
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (windows.length === 0) app.emit('window-all-closed')
  }
}

app.test.closeWindows = () => {
  for (const window of [...windows]) window.close()
}

export type HeldWindow = Held<Faithful<FakeWindow, Electron.BrowserWindow, 'webContents'>, FakeWindow>

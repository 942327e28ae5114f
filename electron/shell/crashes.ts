import { app, dialog, shell, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Log } from '../base/log.ts'
import { Attempts } from './attempts.ts'
import type { HostProcess } from './host-process.ts'
import type { Words } from './words/index.ts'

export interface CrashParts {
  readonly host: HostProcess
  readonly hostLog: string
  readonly words: () => Words
  readonly log: Log
}

/** So often within a minute something is started anew without a word. */
const tries = 3
const withinMs = 60_000

/** Whatever crashes is started anew; what crashes again and again is told, with what can be done about it. */
export class Crashes {
  readonly #parts: CrashParts
  readonly #pages = new Attempts(tries, withinMs)
  readonly #gpu = new Attempts(tries, withinMs)
  #asking = false

  constructor(parts: CrashParts) {
    this.#parts = parts
    parts.host.changes.subscribe((state) => {
      if (state.kind === 'failed') void this.#hostFailed(state.message, state.hint)
    })
    app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
      if (reason === 'clean-exit') return
      this.#parts.log.warn({ type, reason, exitCode }, 'a child process ended')
      // Chromium starts it anew by itself.
      if (type === 'GPU' && this.#gpu.next() === null) void this.#gpuFailed()
    })
  }

  watchWindow(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#parts.log.warn({ reason, exitCode }, "the window's page crashed")
      if (reason === 'clean-exit' || window.isDestroyed()) return
      if (this.#pages.next() === null) void this.#pageFailed(window, reason)
      else window.webContents.reload()
    })
    window.on('unresponsive', () => void this.#hangs(window))
  }

  async #hostFailed(message: string | null, hint: string | null): Promise<void> {
    const { crash } = this.#parts.words()
    const choice = await this.#ask({
      type: 'error',
      message: message ?? crash.host,
      detail: hint ?? crash.hostDetail,
      buttons: [crash.again, crash.showLog, crash.quit],
      cancelId: 0,
    })
    if (choice === 0) this.#parts.host.start()
    if (choice === 1) shell.showItemInFolder(this.#parts.hostLog)
    if (choice === 2) app.quit()
  }

  async #pageFailed(window: BrowserWindow, reason: string): Promise<void> {
    const { crash } = this.#parts.words()
    const choice = await this.#ask({
      type: 'error',
      message: crash.page,
      detail: crash.pageDetail(reason),
      buttons: [crash.again, crash.close],
      cancelId: 1,
    })
    if (window.isDestroyed() || choice === null) return
    this.#pages.forget()
    if (choice === 0) window.webContents.reload()
    else window.destroy()
  }

  async #hangs(window: BrowserWindow): Promise<void> {
    const { crash } = this.#parts.words()
    const choice = await this.#ask({
      type: 'warning',
      message: crash.hangs,
      buttons: [crash.wait, crash.reload],
      cancelId: 0,
    })
    if (choice !== 1 || window.isDestroyed()) return
    // Its process has to go first, for it takes no message any more.
    window.webContents.forcefullyCrashRenderer()
  }

  async #gpuFailed(): Promise<void> {
    const { crash } = this.#parts.words()
    const choice = await this.#ask({
      type: 'warning',
      message: crash.gpu,
      detail: crash.gpuDetail,
      buttons: [crash.withoutGpu, crash.goOn],
      cancelId: 1,
    })
    this.#gpu.forget()
    if (choice !== 0) return
    app.relaunch({ args: [...process.argv.slice(1), '--disable-gpu'] })
    app.quit()
  }

  /** One question at a time: null while another stands. */
  async #ask(options: MessageBoxOptions): Promise<number | null> {
    if (this.#asking) return null
    this.#asking = true
    try {
      const { response } = await dialog.showMessageBox({ defaultId: 0, noLink: true, ...options })
      return response
    } finally {
      this.#asking = false
    }
  }
}

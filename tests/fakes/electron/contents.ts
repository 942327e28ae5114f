import type * as Electron from 'electron'
import { Emitter, preventable } from './events.ts'
import type { Faithful, Held } from './faithful.ts'
import { ipcMain } from './ipc.ts'
import type { FakePortMain } from './ports.ts'
import { protocol } from './session.ts'

let made = 0
type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** A document's frame; what main posts to it is kept, ports and all. */
export class FakeFrame {
  url = ''
  readonly detached = false
  readonly parent: FakeFrame | null
  readonly test = { given: [] as { channel: string; ports: FakePortMain[] }[] }

  constructor(parent: FakeFrame | null = null) {
    this.parent = parent
  }

  postMessage(channel: string, _message: unknown, ports?: Electron.MessagePortMain[]): void {
    this.test.given.push({ channel, ports: (ports ?? []) as unknown as FakePortMain[] })
  }
}

/** A page without a renderer: it is loaded through the scheme's own handler, and does what a test has it do. */
export class FakeContents extends Emitter {
  readonly id = (made += 1)
  readonly mainFrame = new FakeFrame()
  #zoom = 0
  #open: OpenHandler | null = null
  readonly test = {
    answers: [] as Response[],
    reloads: 0,
    crashedByForce: 0,
    /** The page sends a message over IPC, from its main frame or from another. */
    send: (channel: string, frame: FakeFrame | null = this.mainFrame): void => {
      ipcMain.emit(channel, { sender: this, senderFrame: frame })
    },
    /** A click on a link that opens a window. */
    open: (url: string): string => this.#open?.({ url } as Electron.HandlerDetails).action ?? 'allow',
    /** A document tries to go elsewhere: whether it may. */
    navigate: (url: string, event = 'will-navigate'): boolean => {
      const asked = preventable({ url })
      this.emit(event, asked)
      return !asked.defaultPrevented
    },
    attachWebview: (): boolean => {
      const asked = preventable({})
      this.emit('will-attach-webview', asked)
      return !asked.defaultPrevented
    },
    load: async (url: string): Promise<void> => {
      this.mainFrame.url = url
      const answer = protocol.test.handlers.get(new URL(url).protocol.slice(0, -1))
      this.test.answers.push((await answer?.(new Request(url))) ?? new Response(null, { status: 501 }))
      this.emit('did-finish-load')
    },
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#open = handler
  }

  setZoomLevel(level: number): void {
    this.#zoom = level
  }

  getZoomLevel(): number {
    return this.#zoom
  }

  reload(): void {
    this.test.reloads += 1
  }

  forcefullyCrashRenderer(): void {
    this.test.crashedByForce += 1
  }
}

export type HeldFrame = Held<Faithful<FakeFrame, Electron.WebFrameMain, 'parent'>, FakeFrame>
export type HeldContents = Held<Faithful<FakeContents, Electron.WebContents, 'mainFrame'>, FakeContents>

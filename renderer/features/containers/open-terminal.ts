import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import type { MainProcess, TerminalOptions, TerminalSize } from '../../../electron/api/schema/terminals.ts'
import type { Client } from '../../client/connection.ts'
import { Store } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import { answerForCursor } from './cursor-report.ts'
import { MainInput } from './main-input.ts'
import { isOver, TerminalSession, type TerminalState } from './terminal-session.ts'
import { marks, themes } from './terminal-themes.ts'

export interface TerminalLook {
  readonly scheme: 'light' | 'dark'
  /** px */
  readonly fontSize: number
}

/** Keys that are not the program's. */
export interface TerminalKeys {
  readonly leave: () => void
  readonly find: () => void
}

/** Ends modes that a program may have left on, keeps what is on the screen, and begins a line of its own. */
const tidy = '\x1b[?1049l\x1b[!p\x1b[0m\r\n'

/**
 * A terminal with what it has shown so far. It lives on, and its program with it, while it is not in the page: `show`
 * puts it there, `hide` takes it away.
 */
export class OpenTerminal {
  readonly number: number
  readonly options: TerminalOptions
  readonly state = new Store<TerminalState>({ kind: 'opening' })
  /** what is to be said of what was typed at a main process: Ctrl+C was held back, or what Ctrl+D did */
  readonly word = new Store<'interrupt' | 'inputEnded' | 'staysOpen' | null>(null)
  readonly found = new Store<{ readonly at: number; readonly count: number }>({ at: -1, count: 0 })
  readonly screen = new Terminal({
    fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
    scrollback: 10_000,
    cursorBlink: false,
    screenReaderMode: true,
    // What marks the search's hits is not settled API yet.
    allowProposedApi: true,
  })
  readonly #client: Client
  readonly #container: string
  readonly #element = document.createElement('div')
  readonly #fit = new FitAddon()
  readonly #search = new SearchAddon()
  #session: TerminalSession | null = null
  /** only while it is the main process that is typed to */
  #main: MainInput | null = null
  /** something of the log is on the screen */
  #hasTail = false
  #keys: TerminalKeys | null = null
  #scheme: 'light' | 'dark' = 'light'

  constructor(client: Client, container: string, number: number, options: TerminalOptions) {
    this.#client = client
    this.#container = container
    this.number = number
    this.options = options
    this.#element.style.height = '100%'
    const { screen } = this
    screen.loadAddon(this.#fit)
    screen.loadAddon(this.#search)
    screen.loadAddon(new WebLinksAddon((_event, url) => void window.open(url, '_blank', 'noreferrer')))
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.found.set({ at: resultIndex, count: resultCount }),
    )
    const encoder = new TextEncoder()
    screen.onData((text) => this.#typed(encoder.encode(text), text))
    answerForCursor(screen, (report) => this.#typed(encoder.encode(report), report))
    screen.onBinary((text) =>
      this.#session?.write(Uint8Array.from(text, (character) => character.charCodeAt(0))),
    )
    screen.onResize(() => this.#session?.resize(this.#size))
    screen.attachCustomKeyEventHandler((event) => this.#isForProgram(event))
  }

  /** Puts it into the page, with the focus; opens its program the first time. Returns what takes it out again. */
  show(place: HTMLElement, look: TerminalLook, keys: TerminalKeys): () => void {
    this.#keys = keys
    place.append(this.#element)
    if (!this.screen.element) this.screen.open(this.#element)
    this.look(look)
    const observer = new ResizeObserver(() => this.#fit.fit())
    observer.observe(place)
    if (!this.#session) this.#begin()
    this.screen.focus()
    return () => {
      observer.disconnect()
      this.#keys = null
      this.#element.remove()
    }
  }

  look({ scheme, fontSize }: TerminalLook): void {
    this.#scheme = scheme
    this.screen.options.theme = themes[scheme]
    this.screen.options.fontSize = fontSize
    this.#fit.fit()
  }

  /** Leaves the main process running. */
  detach(): void {
    this.#session?.detach()
  }

  /** Runs its program again after it has ended, below what the last one left. */
  again(): void {
    this.#session?.close()
    this.screen.write(tidy)
    this.#begin()
    this.screen.focus()
  }

  find(text: string, direction: 1 | -1, incremental = false): void {
    const { found, now } = marks[this.#scheme]
    const decorations = {
      matchBackground: found,
      matchOverviewRuler: found,
      activeMatchBackground: now,
      activeMatchColorOverviewRuler: now,
    }
    if (direction === 1) this.#search.findNext(text, { incremental, decorations })
    else this.#search.findPrevious(text, { decorations })
  }

  endFind(): void {
    this.#search.clearDecorations()
    this.found.set({ at: -1, count: 0 })
    this.screen.focus()
  }

  copy(): void {
    if (this.screen.hasSelection()) void navigator.clipboard.writeText(this.screen.getSelection())
  }

  async paste(): Promise<void> {
    this.screen.paste(await navigator.clipboard.readText())
    this.screen.focus()
  }

  close(): void {
    this.#session?.close()
    this.screen.dispose()
    this.#element.remove()
  }

  get #size(): TerminalSize {
    return { columns: this.screen.cols, rows: this.screen.rows }
  }

  #begin(): void {
    this.#session = new TerminalSession(this.#client, this.#container, this.#size, this.options, {
      onState: (state) => this.#onState(state),
      onOutput: (bytes, taken) => {
        this.#hasTail ||= this.state.get().kind === 'opening'
        this.screen.write(bytes, taken)
      },
    })
  }

  #onState(state: TerminalState): void {
    this.word.set(null)
    this.#main = state.kind === 'open' && state.main ? this.#inputOf(state.main) : null
    if (this.#main && this.#hasTail) this.screen.write(`\x1b[2m── ${t('terminal:main.since')} ──\x1b[0m\r\n`)
    this.#hasTail = false
    this.state.set(state)
  }

  #inputOf(main: MainProcess): MainInput {
    const encoder = new TextEncoder()
    return new MainInput(main, {
      send: (text) => {
        this.word.set(null)
        this.#session?.write(encoder.encode(text))
      },
      echo: (text) => this.screen.write(text),
      detach: () => this.#session?.detach(),
      askToInterrupt: () => this.word.set('interrupt'),
      end: () => {
        this.word.set('inputEnded')
        this.#session?.endInput()
      },
      sayItStaysOpen: () => this.word.set('staysOpen'),
    })
  }

  #typed(bytes: Uint8Array, text: string): void {
    if (isOver(this.state.get())) {
      if (text === '\r') this.again()
    } else if (this.#main) this.#main.typed(text)
    // How a main process takes what is typed is known once it is open.
    else if (!this.options.attach) this.#session?.write(bytes)
  }

  /** Shift+Escape leaves; Ctrl+Shift with C, V and F copy, paste and find, as in other terminals. */
  #isForProgram(event: KeyboardEvent): boolean {
    const chord = (event.ctrlKey || event.metaKey) && event.shiftKey
    const ours: Readonly<Record<string, () => void>> = {
      ...(event.key === 'Escape' && event.shiftKey ? { Escape: () => this.#keys?.leave() } : {}),
      ...(chord
        ? { KeyC: () => this.copy(), KeyV: () => void this.paste(), KeyF: () => this.#keys?.find() }
        : {}),
    }
    const run = ours[event.code]
    if (!run) return true
    event.preventDefault()
    if (event.type === 'keydown') run()
    return false
  }
}

import type { TerminalOptions } from '../../../electron/api/schema/terminals.ts'
import type { Berth } from '../../client/berth.ts'
import { Store } from '../../client/store.ts'
import { OpenTerminal } from './open-terminal.ts'
import { isOver } from './terminal-session.ts'

/** The terminals of one container, and which of them is looked at. */
export interface DeskView {
  readonly terminals: readonly OpenTerminal[]
  readonly current: OpenTerminal | null
}

export const plainOptions: TerminalOptions = { command: null, user: null, attach: false }

/** So many terminals in one container; each holds a process there and its lines here. */
export const mostTerminals = 12

const desks = new WeakMap<Berth, Map<string, TerminalDesk>>()

/** Keeps a container's terminals while the page goes elsewhere; a reload of the page ends them. */
export class TerminalDesk {
  readonly view = new Store<DeskView>({ terminals: [], current: null })
  readonly #berth: Berth
  readonly #container: string
  #opened = 0

  private constructor(berth: Berth, container: string) {
    this.#berth = berth
    this.#container = container
  }

  /** The desk of a container, by its id. */
  static of(berth: Berth, container: string): TerminalDesk {
    const known = desks.get(berth) ?? new Map<string, TerminalDesk>()
    desks.set(berth, known)
    const desk = known.get(container) ?? new TerminalDesk(berth, container)
    known.set(container, desk)
    return desk
  }

  open(options: TerminalOptions = plainOptions): void {
    const { terminals } = this.view.get()
    if (terminals.length >= mostTerminals) return
    const terminal = new OpenTerminal(this.#berth.client, this.#container, (this.#opened += 1), options)
    this.view.set({ terminals: [...terminals, terminal], current: terminal })
  }

  /** Attaches to the container's main process; a terminal that is attached already is shown. */
  attach(): void {
    const attached = this.view.get().terminals.find((terminal) => terminal.options.attach)
    if (!attached) this.open({ ...plainOptions, attach: true })
    else {
      this.choose(attached)
      if (isOver(attached.state.get())) attached.again()
    }
  }

  choose(terminal: OpenTerminal): void {
    this.view.update((view) => ({ ...view, current: terminal }))
  }

  close(terminal: OpenTerminal): void {
    const { terminals, current } = this.view.get()
    const at = terminals.indexOf(terminal)
    const left = terminals.filter((each) => each !== terminal)
    const next = current === terminal ? (left[Math.min(at, left.length - 1)] ?? null) : current
    this.view.set({ terminals: left, current: next })
    terminal.close()
  }
}

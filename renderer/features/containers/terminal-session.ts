import type {
  MainProcess,
  TerminalEvent,
  TerminalOptions,
  TerminalSize,
} from '../../../electron/api/schema/terminals.ts'
import type { Client } from '../../client/connection.ts'
import { plainError, type PlainError } from '../../client/errors.ts'

export type TerminalState =
  | { readonly kind: 'opening' }
  /** `main`: it is the container's main process */
  | { readonly kind: 'open'; readonly main: MainProcess | null }
  /** the main process goes on without us */
  | { readonly kind: 'detached' }
  | { readonly kind: 'ended'; readonly code: number | null }
  /** the connection to the host broke, and the shell with it */
  | { readonly kind: 'lost' }
  | { readonly kind: 'failed'; readonly error: PlainError }

/** Nothing can be typed into it any more. */
export const isOver = ({ kind }: TerminalState): boolean => kind !== 'opening' && kind !== 'open'

interface TerminalListener {
  readonly onState: (state: TerminalState) => void
  /** `taken` is to be called once they are on the screen: only so many are sent ahead of that. */
  readonly onOutput: (bytes: Uint8Array, taken: () => void) => void
}

/** Bytes that are told together to be on the screen; the host sends some times as many ahead. */
const shownAtOnce = 64 * 1024

/** One shell in a container: what is typed goes in the order it was typed, what comes is handed on as bytes. */
export class TerminalSession {
  readonly #client: Client
  readonly #listener: TerminalListener
  readonly #subscription: { unsubscribe(): void }
  #terminal: string | null = null
  #size: TerminalSize
  #typed: Uint8Array[] = []
  #ends = false
  #sending = false
  /** bytes on the screen that the host was not told of */
  #shown = 0
  #over = false

  constructor(
    client: Client,
    container: string,
    size: TerminalSize,
    options: TerminalOptions,
    listener: TerminalListener,
  ) {
    this.#client = client
    this.#listener = listener
    this.#size = size
    listener.onState({ kind: 'opening' })
    this.#subscription = client.terminals.open.subscribe(
      { id: container, size, ...options },
      {
        onData: (event: TerminalEvent) => this.#onEvent(event),
        onError: (thrown) => this.#end({ kind: 'failed', error: plainError(thrown) }),
        onComplete: () => this.#end({ kind: 'ended', code: null }),
        // The link would open a new shell in the old one's place: a lost shell is told instead.
        onConnectionStateChange: (change) => {
          if (change.state === 'connecting' && this.#terminal !== null) this.#end({ kind: 'lost' })
        },
      },
    )
  }

  write(bytes: Uint8Array): void {
    if (this.#over) return
    this.#typed.push(bytes)
    void this.#send()
  }

  /** Nothing more is typed: what was goes first. */
  endInput(): void {
    this.#ends = true
    void this.#send()
  }

  resize(size: TerminalSize): void {
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return
    this.#size = size
    if (this.#terminal !== null && !this.#over)
      this.#client.terminals.resize.mutate({ terminal: this.#terminal, size }).catch(this.#onError)
  }

  /** Leaves the program running; only the main process is ever left so. */
  detach(): void {
    this.#end({ kind: 'detached' })
  }

  close(): void {
    this.#over = true
    this.#subscription.unsubscribe()
  }

  #onEvent(event: TerminalEvent): void {
    switch (event.kind) {
      case 'opened':
        this.#terminal = event.terminal
        this.#listener.onState({ kind: 'open', main: event.main })
        void this.#send()
        break
      case 'output':
        this.#onOutput(fromBase64(event.base64))
        break
      case 'exit':
        this.#end({ kind: 'ended', code: event.code })
        break
      case 'detached':
        this.detach()
        break
    }
  }

  #onOutput(bytes: Uint8Array): void {
    this.#listener.onOutput(bytes, () => {
      this.#shown += bytes.length
      if (this.#shown < shownAtOnce || this.#terminal === null || this.#over) return
      // What goes wrong here is told by the subscription itself.
      this.#client.terminals.took
        .mutate({ terminal: this.#terminal, bytes: this.#shown })
        .catch(() => undefined)
      this.#shown = 0
    })
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#terminal === null) return
    this.#sending = true
    try {
      while (this.#typed.length > 0 && !this.#over) {
        const base64 = toBase64(this.#take())
        await this.#client.terminals.input.mutate({ terminal: this.#terminal, base64 })
      }
      if (this.#ends && !this.#over) {
        this.#ends = false
        await this.#client.terminals.endInput.mutate({ terminal: this.#terminal })
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#sending = false
    }
  }

  /** What was typed, at most 512 KiB of it at once: the host takes no more in one message. */
  #take(): Uint8Array {
    const first = this.#typed.shift() ?? new Uint8Array()
    const most = 512 * 1024
    if (first.length > most) this.#typed.unshift(first.subarray(most))
    const parts = [first.subarray(0, most)]
    let length = parts[0]?.length ?? 0
    const fits = (next: Uint8Array): boolean => length + next.length <= most
    for (let next = this.#typed[0]; next && fits(next); next = this.#typed[0]) {
      parts.push(next)
      length += next.length
      this.#typed.shift()
    }
    const all = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }

  readonly #onError = (thrown: unknown): void => this.#end({ kind: 'failed', error: plainError(thrown) })

  #end(state: TerminalState): void {
    if (this.#over) return
    this.close()
    this.#listener.onState(state)
  }
}

export function fromBase64(base64: string): Uint8Array {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return bytes
}

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}

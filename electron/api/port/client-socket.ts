import { PortChannel } from './channel.ts'
import type { Port } from './port.ts'

/** Gives the port of a new connection, as soon as there is somebody at its other end. */
export type NextPort = (signal: AbortSignal) => Promise<Port>

/** Milliseconds that the other end has to say its first word; a port that was lost on its way may never tell. */
const openMs = 15_000

/** UTF-16 units of the longest message that a client takes: a table of thousands of rows comes as one. */
const longest = 64 * 1024 * 1024

/**
 * A class in place of `WebSocket`, for whoever takes one: each connection is made over a port of its own. So all that a
 * client does on a WebSocket (calls, subscriptions, pings, connecting again) it does here by the same code.
 */
export function portSockets(nextPort: NextPort): typeof WebSocket {
  class PortSocket extends EventTarget {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    // Who has only the socket asks it for them.
    readonly OPEN = PortSocket.OPEN
    readonly CLOSING = PortSocket.CLOSING
    readonly CLOSED = PortSocket.CLOSED

    readyState: number = PortSocket.CONNECTING
    binaryType = 'arraybuffer'
    readonly #waitForPort = new AbortController()
    #channel: PortChannel | null = null
    readonly #tooLate: ReturnType<typeof setTimeout>

    constructor() {
      super()
      this.#tooLate = setTimeout(() => this.close(1000, 'nobody answered'), openMs)
      nextPort(this.#waitForPort.signal).then(
        (port) => this.#use(port),
        () => this.#end(1006, ''),
      )
    }

    get bufferedAmount(): number {
      return this.#channel?.waiting ?? 0
    }

    send(text: string): void {
      this.#channel?.send(text)
    }

    close(code?: number, reason?: string): void {
      this.#waitForPort.abort()
      if (this.#channel) this.#channel.close(code, reason)
      else this.#end(1000, '')
    }

    #use(port: Port): void {
      if (this.readyState === PortSocket.CLOSED) {
        port.close()
        return
      }
      this.#channel = new PortChannel(port, longest, {
        open: () => {
          if (this.readyState !== PortSocket.CONNECTING) return
          clearTimeout(this.#tooLate)
          this.readyState = PortSocket.OPEN
          this.dispatchEvent(new Event('open'))
        },
        text: (data) => this.dispatchEvent(new MessageEvent('message', { data })),
        closed: (code, reason) => this.#end(code, reason),
      })
    }

    #end(code: number, reason: string): void {
      if (this.readyState === PortSocket.CLOSED) return
      clearTimeout(this.#tooLate)
      const opened = this.readyState === PortSocket.OPEN
      this.readyState = PortSocket.CLOSED
      // Who waits for it to open hears of an error only.
      if (!opened) this.dispatchEvent(new Event('error'))
      this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean: code !== 1006 }))
    }
  }
  return PortSocket as unknown as typeof WebSocket
}

import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import { PortChannel } from '../port/channel.ts'
import type { Port } from '../port/port.ts'
import { maxMessageBytes } from './serve.ts'

/** The part of ws' `WebSocket` that the contract's server uses, over a message port. */
class PortSocket extends EventEmitter<{ message: [Buffer, boolean]; close: [number]; error: [Error] }> {
  readyState: 1 | 3 = 1
  readonly #channel: PortChannel

  constructor(port: Port) {
    super()
    this.#channel = new PortChannel(port, maxMessageBytes, {
      open: () => this.close(1002, 'only the server opens'),
      text: (text) => this.emit('message', Buffer.from(text), false),
      closed: (code) => {
        this.readyState = 3
        this.emit('close', code)
      },
    })
    this.#channel.open()
  }

  get bufferedAmount(): number {
    return this.#channel.waiting
  }

  send(data: string | Buffer): void {
    this.#channel.send(String(data))
  }

  close(code?: number, reason?: string): void {
    this.#channel.close(code, reason)
  }

  terminate(): void {
    this.#channel.close(1008, 'cut off')
  }
}

/** A client that comes by a port, for a server of WebSockets: with what stands for the request that it did not make. */
export function clientOnPort(port: Port): { socket: WebSocket; request: IncomingMessage } {
  return {
    socket: new PortSocket(port) as unknown as WebSocket,
    request: { url: '/trpc', headers: {} } as unknown as IncomingMessage,
  }
}

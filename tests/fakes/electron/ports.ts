import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type * as Electron from 'electron'
import { Emitter } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

/** `MessagePortMain` over one of Node's own: messages are cloned and come later, as they do between processes. */
export class FakePortMain extends Emitter {
  readonly test: { readonly port: MessagePort; closed: boolean }

  constructor(port: MessagePort) {
    super()
    this.test = { port, closed: false }
    port.on('close', () => {
      this.test.closed = true
      this.emit('close')
    })
  }

  postMessage(message: unknown): void {
    this.test.port.postMessage(message)
  }

  start(): void {
    this.test.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }

  close(): void {
    this.test.port.close()
  }
}

export class FakeChannelMain {
  readonly port1: FakePortMain
  readonly port2: FakePortMain

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new FakePortMain(port1)
    this.port2 = new FakePortMain(port2)
  }
}

export type HeldPort = Held<Faithful<FakePortMain, Electron.MessagePortMain>, FakePortMain>

/** One end of a message channel, whoever made it: a page, Node's worker threads, or Electron's main process. */
export interface Port {
  /** A plain object; what is sent to an end that has gone is lost. */
  readonly post: (message: object) => void
  /** Begins to hear; to be called once. */
  listen(on: PortListener): void
  /** Ends both; the other end hears of it. */
  close(): void
}

export interface PortListener {
  /** anything at all: the other end is not trusted */
  readonly message: (data: unknown) => void
  /** the other end has closed, or its process has gone */
  readonly close: () => void
}

/** A port as a page has it. */
export function fromDomPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(on) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => on.message(event.data))
      port.addEventListener('messageerror', () => on.message(null))
      port.addEventListener('close', on.close)
      port.start()
    },
    close: () => port.close(),
  }
}

/** What Node's `MessagePort` (node:worker_threads) is asked for; its events bring the data itself. */
interface NodePort {
  postMessage(message: unknown): void
  on(event: 'message' | 'messageerror', listener: (data: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

export function fromNodePort(port: NodePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(on) {
      port.on('message', on.message)
      port.on('messageerror', () => on.message(null))
      port.on('close', on.close)
      port.start()
    },
    close: () => port.close(),
  }
}

/** What Electron's `MessagePortMain` is asked for; its events bring the data inside of an event, as a page's do. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

export function fromElectronPort(port: ElectronPort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(on) {
      port.on('message', (event) => on.message(event.data))
      port.on('close', on.close)
      port.start()
    },
    close: () => port.close(),
  }
}

import { portLost } from '../../../electron/api/port/names.ts'

/**
 * A stand-in for the `electron` module in a page's preload, for a browser that is not Electron. What it sends asks this
 * page's test for a port; the port that comes is one of the browser's own, and what goes through it is carried to the
 * test's process.
 */
type Listener = (event: { ports: MessagePort[] }) => void

/** What the test has put into the page's window (`tests/e2e/desktop-page.ts`). */
interface Carrier {
  /** the channel on which a port is answered, and the id under which it is known */
  berthAsk(channel: string): Promise<{ channel: string; id: number }>
  berthToHost(id: number, message: unknown): Promise<void>
  berthFromHost?: (id: number, message: unknown) => void
}

const carrier = window as unknown as Carrier
const listeners = new Map<string, Listener[]>()
const ports = new Map<number, MessagePort>()
/** what came before the port was there */
const early = new Map<number, unknown[]>()

carrier.berthFromHost = (id, message) => {
  const port = ports.get(id)
  if (!port) early.set(id, [...(early.get(id) ?? []), message])
  else if (message === null) {
    port.close()
    // As main tells it: a page's port says nothing when its other end has gone.
    for (const listener of listeners.get(portLost) ?? []) listener({ ports: [] })
  } else port.postMessage(message)
}

export const ipcRenderer = {
  send(channel: string): void {
    void carrier.berthAsk(channel).then(({ channel: answer, id }) => {
      const { port1, port2 } = new MessageChannel()
      ports.set(id, port2)
      port2.onmessage = ({ data }: MessageEvent<unknown>) => void carrier.berthToHost(id, data)
      for (const message of early.get(id) ?? []) carrier.berthFromHost?.(id, message)
      for (const listener of listeners.get(answer) ?? []) listener({ ports: [port1] })
    })
  },
  on(channel: string, listener: Listener): void {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
  },
}

import { portGiven, portLost, portWanted } from '../../electron/api/port/names.ts'
import { fromDomPort, type Port } from '../../electron/api/port/port.ts'
import { portSockets } from '../../electron/api/port/client-socket.ts'
import { makeLink, type Link } from './connection.ts'

/** The page's connection in the desktop's window: over ports that the preload hands over, one after another. */
export function connectByPort(): Link {
  return makeLink({ url: 'port:', sockets: portSockets(nextPort), lost: () => undefined })
}

/** Asks the preload for a port, and waits for it: while the host is away, there is none. */
function nextPort(signal: AbortSignal): Promise<Port> {
  return new Promise((resolve, reject) => {
    const end = new AbortController()
    onWord(portGiven, end.signal, (event) => {
      const [port] = event.ports
      if (!port) return
      end.abort()
      resolve(thatCanBeLost(fromDomPort(port)))
    })
    signal.addEventListener('abort', () => {
      end.abort()
      reject(new Error('not wanted any more'))
    })
    window.postMessage(portWanted, window.location.origin)
  })
}

/** Closes the port, too, when it is said that its other end has gone. */
function thatCanBeLost(port: Port): Port {
  const end = new AbortController()
  return {
    post: port.post,
    listen(on) {
      port.listen(on)
      onWord(portLost, end.signal, () => on.close())
    },
    close() {
      end.abort()
      port.close()
    },
  }
}

function onWord(word: string, signal: AbortSignal, act: (event: MessageEvent<unknown>) => void): void {
  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source === window && event.data === word) act(event)
  }
  window.addEventListener('message', hear, { signal })
}

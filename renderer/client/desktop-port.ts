import { portGiven, portWanted } from '../../electron/api/port/names.ts'
import { fromDomPort, type Port } from '../../electron/api/port/port.ts'

/** Whether the page stands in the desktop's window: who serves it there says so on its first element. */
export const inDesktop = document.documentElement.dataset['shell'] === 'desktop'

/** Asks the preload for a port, and waits for it: while the host is away, there is none. */
export function nextPort(signal: AbortSignal): Promise<Port> {
  return new Promise((resolve, reject) => {
    const end = new AbortController()
    const given = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portGiven || !port) return
      end.abort()
      resolve(fromDomPort(port))
    }
    window.addEventListener('message', given, { signal: end.signal })
    signal.addEventListener('abort', () => {
      end.abort()
      reject(new Error('not wanted any more'))
    })
    window.postMessage(portWanted, window.location.origin)
  })
}

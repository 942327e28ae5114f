import { ipcRenderer } from 'electron'
import { portGiven, portLost, portWanted } from './api/port/names.ts'

/**
 * All that stands between the page and Electron: the page asks for a message port, gets one, and hears when that is of
 * no use any more. Nothing else of Electron's is exposed, and nothing that the page says is passed on but one word.
 */
window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source === window && data === portWanted) ipcRenderer.send(portWanted)
})

ipcRenderer.on(portGiven, (event) => {
  // To this very window; a scheme of our own may have no origin that could be named here.
  window.postMessage(portGiven, '*', event.ports)
})

ipcRenderer.on(portLost, () => window.postMessage(portLost, '*'))

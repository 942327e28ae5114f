import { BaseWindow, powerMonitor, type BrowserWindow } from 'electron'
import { fromClientError } from '../api/client/node.ts'
import type { Log } from '../base/log.ts'
import { desktopSystem } from '../base/paths.ts'
import type { Api } from './host-client.ts'
import type { Quit } from './quit.ts'

type Watched = BaseWindow | BrowserWindow

/**
 * After sleep the guest gets its time and its connection back at once. When the computer goes down, the machine is suspended
 * before, or stopped where that does not outlast a restart: Linux and macOS ask every process, Windows only those that have a window, so there one that nobody sees is kept.
 */
export function followPower(api: Api, quit: Quit, log: Log): { watchWindow(window: Watched): void } {
  const wake = (): void => {
    api.machine.wake.mutate().catch((thrown: unknown) => {
      log.warn({ message: fromClientError(thrown).message }, 'the guest was not reached after sleep')
    })
  }
  powerMonitor.on('resume', wake)
  const onShutdown = (event?: { preventDefault?: () => void }): void => {
    // The system waits a while for who asks it to; Electron's types do not know of it.
    event?.preventDefault?.()
    void quit.hurry()
  }
  powerMonitor.on('shutdown', onShutdown)
  const watchWindow = (window: Watched): void => {
    window.on('query-session-end', (event) => {
      event.preventDefault()
      void quit.hurry()
    })
    window.on('session-end', () => void quit.hurry())
  }
  if (desktopSystem === 'windows') watchWindow(new BaseWindow({ show: false, title: 'Berth' }))
  return { watchWindow }
}

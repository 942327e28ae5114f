import { app, clipboard } from 'electron'
import { fromClientError } from '../../api/client/node.ts'
import type { Log } from '../../base/log.ts'
import type { Api } from '../host-client.ts'
import type { HostProcess } from '../host-process.ts'
import type { TrayAction } from './menu.ts'

export interface TrayActs {
  readonly api: Api
  readonly host: HostProcess
  readonly show: (address?: string) => void
  readonly browse: (url: string) => void
  readonly log: Log
}

/** Does what was chosen in the tray. What fails brings the page up that tells why. */
export function trayActor({ api, host, show, browse, log }: TrayActs): (action: TrayAction) => void {
  const ask = (work: Promise<unknown>, page: string): void => {
    work.catch((thrown: unknown) => {
      log.info({ message: fromClientError(thrown).message }, 'what the tray asked for failed')
      show(page)
    })
  }
  return (action) => {
    switch (action.kind) {
      case 'open':
        show(action.address)
        return
      case 'machine':
        ask(machine(api, action.act), '/machine')
        return
      case 'stop-container':
        ask(api.containers.act.mutate({ id: action.id, action: 'stop' }), '/containers')
        return
      case 'project':
        ask(
          api.compose.act.mutate({ project: action.project, action: { kind: action.act } }),
          `/compose/${encodeURIComponent(action.project)}/output`,
        )
        return
      case 'browse':
        browse(action.url)
        return
      case 'copy':
        void clipboard.writeText(action.text)
        return
      case 'host-again':
        host.start()
        return
      case 'quit':
        app.quit()
        return
    }
  }
}

function machine(api: Api, act: (TrayAction & { kind: 'machine' })['act']): Promise<unknown> {
  switch (act) {
    case 'start':
      return api.machine.start.mutate({ cold: false })
    case 'stop':
      return api.machine.stop.mutate({ force: false })
    case 'suspend':
      return api.machine.suspend.mutate()
    case 'restart':
      return api.machine.restart.mutate()
    case 'cancel':
      return api.machine.cancel.mutate()
  }
}

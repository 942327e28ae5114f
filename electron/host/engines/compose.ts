import path from 'node:path'
import { otherEngineDir, type Paths } from '../../base/paths.ts'
import { EngineChoice } from './choice.ts'
import { listEngines } from './list.ts'
import { reach } from './reach.ts'
import { HostEngines, type HostEnginesParts } from './service.ts'
import { visitEngine, type VisitParts } from './visit.ts'
import type { WindowsContainers } from './windows.ts'

export interface EnginesRoomParts extends Pick<VisitParts, 'tools' | 'env' | 'ownDockerConfig' | 'proxies'> {
  readonly paths: Pick<Paths, 'engineChoice' | 'otherEngines'> & { readonly run: Pick<Paths['run'], RunPath> }
  readonly own: Omit<HostEnginesParts['own'], 'where'>
  /** where Docker's clients look, while Berth's own engine answers there, too */
  readonly commonPipe?: () => string | null
  /** where this computer can have an engine for Windows containers */
  readonly windows: WindowsContainers | null
  readonly log: VisitParts['log']
}
type RunPath = 'engineSocket' | 'hostDockerConfig' | 'relaySocket'

/** The engines of docker's contexts beside Berth's own, each with rooms of its own once it is looked at. */
export function enginesRoom(parts: EnginesRoomParts): HostEngines {
  const { paths, own, tools, env, ownDockerConfig, proxies, windows, log } = parts
  const { engineSocket, hostDockerConfig, relaySocket } = paths.run
  return new HostEngines({
    own: { ...own, where: engineSocket },
    list: () =>
      listEngines({
        ...{ docker: path.join(tools, 'docker'), env, engineSocket, windows },
        commonPipe: parts.commonPipe?.() ?? null,
      }),
    windows,
    async open(id, endpoint) {
      const relay = await reach(endpoint, { relaySocket: relaySocket(id), env, log: log('engine') })
      const visit = await visitEngine({
        ...{ socketPath: relay.socketPath, dir: otherEngineDir(paths, id), dockerConfig: hostDockerConfig },
        ...{ tools, env, ownDockerConfig, proxies, log },
      })
      return {
        ...visit,
        async close() {
          visit.close()
          await relay.close()
        },
      }
    },
    choice: new EngineChoice(paths.engineChoice),
    log: log('host'),
  })
}

import type { Log } from '../../base/log.ts'
import type { Endpoint } from './endpoint.ts'
import { openRelay, type Relay } from './relay.ts'
import { sshWay } from './ssh.ts'
import { tcpWay } from './tcp.ts'

export interface ReachParts {
  /** where a relay listens */
  readonly relaySocket: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
}

/** An engine as a local socket: one that listens on this computer is its own, any other gets a relay until `close`. */
export async function reach(endpoint: Endpoint, { relaySocket, env, log }: ReachParts): Promise<Relay> {
  switch (endpoint.kind) {
    case 'unix':
    case 'npipe':
      return { socketPath: endpoint.path, close: async () => undefined }
    case 'ssh':
      return openRelay({ socketPath: relaySocket, way: sshWay(endpoint, env), log })
    case 'tcp':
      return openRelay({ socketPath: relaySocket, way: tcpWay(endpoint), log })
  }
}

import { WebSocket as NodeWebSocket } from 'ws'
import { unixWebSocket } from '../../api/client/node.ts'
import { fromElectronPort, type ElectronPort, type Port } from '../../api/port/port.ts'
import { UtilityRequest, type UtilityWord } from '../../api/schema/utility.ts'
import { bridgePort } from '../../api/server/bridge.ts'
import { toBerthError } from '../../base/errors.ts'
import type { RunningHost } from '../host.ts'

/** What Electron gives a utility process to speak with its main process (`process.parentPort`). */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown
  postMessage(message: UtilityWord): void
}

export interface UtilityParts {
  readonly parent: ParentPort
  /** null: another process is the host of this home */
  readonly become: () => Promise<RunningHost | null>
  /** where that other one answers */
  readonly controlSocket: string
  /** Ends this process. */
  readonly exit: (code: number) => void
}

type Connect = (port: Port, caller: UtilityRequest['caller']) => void

/** Has a host for the desktop: its own, or the one that is there already, by its control socket. */
export async function serveUtility(parts: UtilityParts): Promise<void> {
  const { parent } = parts
  const waiting: [Port, UtilityRequest['caller']][] = []
  let connect: Connect = (...asked) => waiting.push(asked)
  parent.on('message', ({ data, ports: [port] }) => {
    const request = UtilityRequest.safeParse(data)
    if (!port) return
    if (request.success) connect(fromElectronPort(port), request.data.caller)
    else port.close()
  })
  const leave = (): void => {
    parent.postMessage({ kind: 'left' })
    parts.exit(0)
  }
  try {
    const host = await parts.become()
    if (host) void host.ended.then(leave)
    else await reach(parts.controlSocket)
    connect = host
      ? (port, caller) => host.serve(port, caller)
      : (port, caller) => bridgePort(port, open(parts.controlSocket, caller, leave))
    parent.postMessage({ kind: 'ready', attached: host === null })
    for (const [port, caller] of waiting.splice(0)) connect(port, caller)
  } catch (thrown) {
    const { code, message, hint } = toBerthError(thrown)
    parent.postMessage({ kind: 'failed', error: { code, message, hint } })
    parts.exit(1)
  }
}

/** By the path the host knows in whose name its client comes. `lost`: the host closed it, or is not there. */
function open(controlSocket: string, caller: UtilityRequest['caller'], lost: () => void): NodeWebSocket {
  const socket = unixWebSocket(controlSocket, caller === 'owner' ? '/trpc' : '/page')
  // 1005: closed by us, without a word.
  socket.on('close', (code) => code !== 1000 && code !== 1005 && lost())
  return socket
}

/** The lock is taken a moment before the socket answers, so a first refusal says little. */
async function reach(controlSocket: string): Promise<void> {
  const end = Date.now() + reachMs
  for (;;) {
    const socket = unixWebSocket(controlSocket, '/page')
    const answer = await new Promise<Error | null>((resolve) => {
      socket.once('open', () => resolve(null))
      socket.once('error', resolve)
    })
    socket.close()
    if (!answer) return
    if (Date.now() > end) throw answer
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

const reachMs = 15_000
const retryMs = 100

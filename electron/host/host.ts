import { WebSocketServer } from 'ws'
import type { Logger } from 'pino'
import type { Port } from '../api/port/port.ts'
import { clientOnPort } from '../api/server/port-socket.ts'
import { contractServer, maxMessageBytes } from '../api/server/serve.ts'
import type { Context } from '../api/router/trpc.ts'
import { appSettingsOf } from '../api/schema/settings.ts'
import { toBerthError } from '../base/errors.ts'
import type { Installation } from '../base/installation.ts'
import type { Paths } from '../base/paths.ts'
import { composeRooms, type Rooms } from './compose.ts'
import { serveControl, type ControlServer } from './control.ts'
import { servePage, type PageServer } from './page/server.ts'
import { TransferDesk, transferPath } from './page/transfer-desk.ts'
import { shellServer } from './shell.ts'
import { IdleWatch, type Uses } from './uses.ts'

/** Who is on the other side: the home's owner, or a page. */
export type Caller = Context['caller']

export interface RunningHost {
  /** Suspends a running machine, then ends. May be called more than once. */
  quit(): Promise<void>
  /** Serves a client that comes by a port, as the desktop's do. */
  serve(port: Port, caller: Caller): void
  /** resolves when all is closed and the process may end */
  readonly ended: Promise<void>
}

/**
 * Serves a home: its machine over the control socket, and, once somebody has asked for it, over the page. The caller
 * holds the home's lock. Resolves when the control socket answers, a machine left by an earlier host known or taken over.
 */
export async function runHost(
  paths: Paths,
  installation: Installation,
  log: Logger,
  env: NodeJS.ProcessEnv,
): Promise<RunningHost> {
  let control: ControlServer | null = null
  let page: Promise<PageServer> | null = null
  let openPage: PageServer | null = null
  const ended = Promise.withResolvers<undefined>()
  let ending = false
  const onPorts = new Map<Port, Caller>()
  const pagesOnPorts = (): number => [...onPorts.values()].filter((caller) => caller === 'browser').length

  const uses = (otherThanCaller: number): Uses => ({
    machine: rooms.machine.snapshot.state,
    sessions: (openPage?.sessions ?? 0) + pagesOnPorts(),
    unspentTickets: openPage?.unspentTickets ?? 0,
    otherClients: Math.max(0, (control?.clients ?? 0) + onPorts.size - pagesOnPorts() - otherThanCaller),
  })
  const close = async (after?: () => Promise<void>): Promise<void> => {
    idle.stop()
    await rooms.machine.release()
    await rooms.engines.close()
    await Promise.all([control?.close(), openPage?.close()])
    await after?.()
    log.info({}, 'the host ends')
    ended.resolve(undefined)
  }
  const end = (after?: () => Promise<void>): void => {
    if (ending) return
    ending = true
    // The call that asked for it is answered first.
    setImmediate(() => {
      close(after).catch((thrown: unknown) => {
        log.error({ error: toBerthError(thrown).toPlain() }, 'the host could not end in order')
        ended.resolve(undefined)
      })
    })
  }
  const look = (): void => idle.look()
  const serveContract = (caller: Caller) =>
    contractServer(
      new WebSocketServer({ noServer: true }),
      () => ({ services: caller === 'owner' ? rooms.services : rooms.engines.services, caller }),
      log.child({ room: caller === 'owner' ? 'control' : 'page' }),
    )

  const transfers = new TransferDesk(log.child({ room: 'page' }))
  const rooms: Rooms = composeRooms({
    paths,
    installation,
    env,
    transfers,
    log: (room) => log.child({ room }),
    uses: () => uses(1),
    page: () =>
      (page ??= servePage({
        dir: installation.page,
        log: log.child({ room: 'page' }),
        maxMessageBytes,
        transfers,
        serve: contracts.browser,
        look: async () => appSettingsOf(await rooms.services.settings.list()),
        changed: look,
      }).then((server) => {
        openPage = server
        rooms.changed.publish(undefined)
        return server
      })),
    pageUrl: () => openPage?.url ?? null,
    end,
  })
  const contracts = { owner: serveContract('owner'), browser: serveContract('browser') }
  const idle = new IdleWatch(() => uses(0), end)
  rooms.machine.changes.subscribe(look)

  void rooms.engines.restore()
  await startRecovery(rooms)
  control = await serveControl({
    socketPath: paths.run.controlSocket,
    log: log.child({ room: 'control' }),
    paths: {
      '/trpc': contracts.owner,
      '/page': contracts.browser,
      '/shell': shellServer(
        (request, signal) => rooms.guest.shell(request, signal),
        log.child({ room: 'shell' }),
      ),
    },
    maxMessageBytes,
    // Whoever can open the socket owns the home, and needs no session; the path is a secret all the same.
    request(request, response) {
      if (!request.url?.startsWith(transferPath)) return false
      void transfers.answer(request, response)
      return true
    },
    changed: look,
  })
  look()
  log.info({ version: installation.version, home: paths.home }, 'the host is ready')

  return {
    ended: ended.promise,
    serve(port, caller) {
      const { socket, request } = clientOnPort(port)
      onPorts.set(port, caller)
      socket.on('close', () => {
        onPorts.delete(port)
        look()
      })
      contracts[caller](socket, request)
      look()
    },
    async quit() {
      if (ending) return
      const { machine } = rooms
      await machine.cancel()
      await machine.suspend().catch((thrown: unknown) => {
        const { code, message } = toBerthError(thrown)
        if (code !== 'not-running') log.warn({ message }, 'the machine could not be suspended: it runs on')
      })
      end()
    },
  }
}

/** Resolves once it is known what runs already; taking it over is work that goes on, as a start does. */
async function startRecovery({ machine }: Rooms): Promise<void> {
  const known = Promise.withResolvers<undefined>()
  const stop = machine.changes.subscribe(() => known.resolve(undefined))
  await Promise.race([machine.recover(), known.promise])
  stop()
}

import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { contractServer, maxMessageBytes } from '../api/server/serve.ts'
import type { Installation } from '../base/installation.ts'
import type { Paths } from '../base/paths.ts'
import { serveControl, type ControlServer } from './control.ts'
import { DockerContext } from './docker-context.ts'
import { servePage, type PageServer } from './page/server.ts'
import { Presence } from './presence.ts'
import { connectRooms, type Rooms } from './rooms.ts'
import { deleteHome } from './services/belongings.ts'
import { createServices } from './services/index.ts'
import { shellServer } from './shell.ts'

/** A host that serves. */
export interface Host {
  /** settles when it has ended by itself: asked to by a client, or not needed any more */
  readonly ended: Promise<void>
  /** Suspends the machine, as quitting does, and ends. */
  quit(): Promise<void>
}

/** Composes the rooms, takes over what already runs, and serves. Call it only as the holder of the home's lock. */
export async function startHost(paths: Paths, installation: Installation, log: Logger): Promise<Host> {
  const rooms = connectRooms(paths, installation, log)
  const context = new DockerContext({
    tools: installation.tools,
    engineSocket: paths.run.engineSocket,
    env: process.env,
    log,
  })
  const ended = Promise.withResolvers<undefined>()
  let ending: Promise<void> | null = null
  const end = (how: { deleteHome: boolean }): Promise<void> =>
    (ending ??= close(how).then(
      () => ended.resolve(undefined),
      (error: unknown) => ended.reject(error),
    ))

  const presence = new Presence({
    // Who asks is a client of the control socket himself, and counts for nothing.
    clients: () => control.clients,
    sessions: () => page.sessions + page.unspentTickets,
    works: () => !['stopped', 'suspended', 'failed'].includes(rooms.machine.snapshot.state),
    idle: () => void end({ deleteHome: false }),
  })
  const services = createServices({
    paths,
    version: installation.version,
    rooms,
    page: () => page,
    context,
    isUsed: () => presence.isUsed(1),
    end: (how) => setImmediate(() => void end(how)),
    log,
  })
  // tRPC asks for the server of its sockets; ours are accepted by servers of our own.
  const sockets = new WebSocketServer({ noServer: true })
  const changed = (): void => presence.changed()
  const page: PageServer = await servePage({
    dir: installation.page,
    log,
    serve: contractServer(sockets, { services, caller: 'browser' }, log),
    maxMessageBytes,
    changed,
  })
  await rooms.machine.recover()
  const control: ControlServer = await serveControl({
    socketPath: paths.run.controlSocket,
    log,
    paths: {
      '/trpc': contractServer(sockets, { services, caller: 'owner' }, log),
      '/shell': shellServer((request, signal) => rooms.guest.shell(request, signal), log),
    },
    maxMessageBytes,
    changed,
  })
  rooms.machine.changes.subscribe(changed)

  async function close(how: { deleteHome: boolean }): Promise<void> {
    log.info({ ...how }, 'the host ends')
    presence.stop()
    await rooms.machine.release()
    await Promise.all([control.close(), page.close()])
    if (how.deleteHome) await deleteHome(paths)
  }

  return {
    ended: ended.promise,
    async quit() {
      await suspendOrLetGo(rooms, log)
      await end({ deleteHome: false })
    },
  }
}

/** A machine that cannot be suspended runs on without a host; the next one takes it over. */
async function suspendOrLetGo({ machine }: Rooms, log: Logger): Promise<void> {
  await machine.cancel()
  if (machine.snapshot.state !== 'running') return
  await machine.suspend().catch((error: unknown) => {
    log.warn({ error: String(error) }, 'the machine could not be suspended, it runs on')
  })
}

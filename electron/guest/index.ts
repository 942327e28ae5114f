import type { Duplex } from 'node:stream'
import type { ShellRequest } from '../api/schema/host.ts'
import { BerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { StepRunner } from '../base/steps.ts'
import type { Topic } from '../base/topic.ts'
import { attachSteps, type AttachKind, type GuestAccess } from './attach.ts'
import { keepClock } from './clock.ts'
import { GuestCommands } from './commands.ts'
import { EngineSettingsCommands } from './engine-settings.ts'
import type { ForwardCounts } from './forward/clients.ts'
import { EngineForward } from './forward/engine-forward.ts'
import { PipeForward, type PipeHelper } from './forward/pipe-forward.ts'
import { PortForwards } from './forward/ports/port-forwards.ts'
import type { EngineAnswer } from './forward/probe.ts'
import type { LinkState } from './link-state.ts'
import { GuestLink } from './link.ts'
import { openShell, type GuestShell } from './shell.ts'

export type { AttachKind, GuestAccess } from './attach.ts'
export { GuestCommands } from './commands.ts'
export { listenPrivately } from './forward/listen.ts'
export { pingEngine, type EngineAnswer } from './forward/probe.ts'
export { EngineSettingsCommands, type EngineSettingsInUse } from './engine-settings.ts'
export type { PortTrouble } from './forward/ports/bind.ts'
export type { PortBind } from './forward/ports/port-forward.ts'
export type { PortForwarded } from './forward/ports/port-forwards.ts'
export type { GuestInfo } from './info.ts'
export type { LinkState } from './link-state.ts'
export type { PipeHelper } from './forward/pipe-forward.ts'
export type { GuestShell } from './shell.ts'

/** OpenSSH or PEM texts; see `Endpoint`. Never logged. */
export interface GuestKeys {
  readonly hostKey: string | Buffer
  readonly userKey: string | Buffer
}

export interface GuestOptions {
  /** where the engine answers on the host */
  readonly engineSocket: string
  /** read at every attach: the seed disk's keys are made at the first start */
  readonly keys: () => Promise<GuestKeys>
  /** serves `engineSocket`, and the pipe where Docker looks, where this process cannot do so itself: on Windows */
  readonly pipes?: PipeHelper | null
  readonly log: Log
}

/** What serves the engine on this computer. */
interface Forward {
  readonly counts?: ForwardCounts
  /** where Docker's clients look, if that was free */
  readonly commonPipe?: string | null
  close(): Promise<void>
}

/** Where dockerd listens in the guest (vm-assets/rootfs). */
const guestEngineSocket = '/run/docker.sock'

/** The guest of one machine: attached while the machine runs. */
export interface Guest {
  /** every change of the link; after a loss, "connected" means that the engine's clients can come again */
  readonly changes: Topic<LinkState>
  readonly state: LinkState
  readonly commands: GuestCommands
  readonly engineSettings: EngineSettingsCommands
  readonly counts: ForwardCounts | null
  /** the pipe of Docker's own name, or beside it, at which the engine answers too; null where there is none */
  readonly commonPipe: string | null
  /** the guest's ports that answer on this computer, as somebody sets them; none once detached */
  readonly ports: Pick<PortForwards, 'set' | 'now' | 'changes'>
  /** From a running machine to an answering engine; when it fails, nothing of it stays. */
  attach(access: GuestAccess, steps: StepRunner, kind: AttachKind): Promise<EngineAnswer>
  /** Ends the forward, its clients and the connection. Never rejects. */
  detach(): Promise<void>
  /** Connects anew after the link was lost for good. */
  reconnect(signal: AbortSignal): Promise<void>
  shell(request: Pick<ShellRequest, 'command' | 'terminal'>, signal: AbortSignal): Promise<GuestShell>
}

export function createGuest(options: GuestOptions): Guest {
  const { engineSocket, log } = options
  let access: GuestAccess | null = null
  let keys: GuestKeys | null = null
  let forward: Forward | null = null
  let clock: { stop(): void } | null = null

  const link = new GuestLink({
    user: 'root',
    log,
    connect: (signal): Promise<Duplex> => {
      if (access) return access.connect(signal)
      return Promise.reject(notRunning())
    },
    get hostKey() {
      return (keys ?? missing()).hostKey
    },
    get privateKey() {
      return (keys ?? missing()).userKey
    },
  })
  const commands = new GuestCommands(link)
  const ports = new PortForwards({ link, log })

  const servePipes = async (helper: PipeHelper, address: () => string | null): Promise<Forward> => {
    const own = await PipeForward.listen({ helper, pipe: helper.own, link, address, log })
    // Who looks where Docker is at home finds this engine; where another is there already, it stays.
    const common = await PipeForward.listen({ helper, pipe: null, link, address, log }).catch(
      (error: unknown) => {
        log.warn({ error }, 'no pipe is free where Docker looks: "docker context use berth" leads here')
        return null
      },
    )
    if (common) log.info({ pipe: common.pipe }, 'the engine answers where Docker looks')
    return {
      commonPipe: common?.pipe ?? null,
      async close() {
        await Promise.all([own.close(), common?.close()])
      },
    }
  }

  const detach = async (): Promise<void> => {
    clock?.stop()
    const oldForward = forward
    forward = clock = access = null
    await Promise.all([link.close(), oldForward?.close(), ports.close()])
  }

  return {
    changes: link.changes,
    commands,
    ports,
    engineSettings: new EngineSettingsCommands(link),
    get state() {
      return link.state
    },
    get counts() {
      return forward?.counts ?? null
    },
    get commonPipe() {
      return forward?.commonPipe ?? null
    },
    async attach(newAccess, steps, kind) {
      await detach()
      try {
        keys = await options.keys()
        access = newAccess
        forward = options.pipes
          ? await servePipes(options.pipes, () => access?.address?.() ?? null)
          : await EngineForward.listen({ socketPath: engineSocket, target: guestEngineSocket, link, log })
        const answer = await attachSteps({ link, commands, engineSocket }, newAccess, steps, kind)
        clock = keepClock((signal) => commands.setClock(signal, { exactly: true }), log)
        return answer
      } catch (error) {
        await detach()
        throw error
      }
    },
    detach,
    async reconnect(signal) {
      if (!access) throw notRunning()
      await link.open(signal)
    },
    shell: (request, signal) => openShell(link, request, signal),
  }
}

function missing(): never {
  throw notRunning()
}

function notRunning(): BerthError {
  return new BerthError('not-running', 'The machine does not run.', { hint: 'Start it with "berth start".' })
}

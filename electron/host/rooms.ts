import type { Logger } from 'pino'
import os from 'node:os'
import path from 'node:path'
import { readFile } from 'node:fs/promises'
import type { Installation } from '../base/installation.ts'
import type { Paths } from '../base/paths.ts'
import { createEngine, type Engine } from '../engine/index.ts'
import { createGuest, type EngineAnswer, type Guest } from '../guest/index.ts'
import type { Settings } from '../api/schema/settings.ts'
import { createMachine, currentSettings, type GuestHooks, type Machine } from '../machine/index.ts'

/** The three rooms of one home, put together: none of them knows another. */
export interface Rooms {
  readonly machine: Machine
  readonly guest: Guest
  readonly engine: Engine
  /** what the engine said of itself as it was attached; null while the machine does not run */
  readonly attached: () => EngineAnswer | null
  /** the settings that the machine was last started with; null while it is not up */
  readonly applied: () => Settings | null
}

export function connectRooms(paths: Paths, installation: Installation, log: Logger): Rooms {
  const guest = createGuest({
    engineSocket: paths.run.engineSocket,
    keys: async () => ({
      hostKey: await readFile(`${paths.machine.hostKey}.pub`),
      userKey: await readFile(paths.machine.userKey),
    }),
    log: log.child({ room: 'guest' }),
  })
  const engine = createEngine({
    socketPath: paths.run.engineSocket,
    log: log.child({ room: 'engine' }),
    dockerConfigDir: process.env['DOCKER_CONFIG'] ?? path.join(os.homedir(), '.docker'),
  })
  let attached: EngineAnswer | null = null
  let applied: Settings | null = null
  const hooks: GuestHooks = {
    async attach(link, steps, kind) {
      attached = await guest.attach(link, steps, kind)
      engine.attach()
    },
    async detach() {
      attached = null
      engine.detach()
      await guest.detach()
    },
    powerOff: (signal) => guest.commands.powerOff(signal),
  }
  const machine = createMachine({
    paths,
    hooks,
    log: log.child({ room: 'machine' }),
    imageDir: installation.image,
    settings: async () => (applied = await currentSettings(paths)),
  })
  const isUp = (): boolean => !['stopped', 'suspended', 'failed'].includes(machine.snapshot.state)
  return { machine, guest, engine, attached: () => attached, applied: () => (isUp() ? applied : null) }
}

import { reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import type { Sum } from '../../state/copy.ts'
import { feedWhole, receiveWhole } from '../../state/whole.ts'
import { MigrationEvent } from './qmp-messages.ts'
import type { QmpClient } from './qmp.ts'

/** Bytes per second; QEMU's default would hold a state back for minutes. */
const unlimited = 2 ** 40

/**
 * Writes the paused machine's memory and devices to `file`, whole or not at all: QEMU sends them to `socket`. On any
 * failure its sending is called off.
 */
export async function writeState(
  qmp: QmpClient,
  socket: string,
  file: string,
  signal: AbortSignal,
): Promise<Sum> {
  try {
    return await receiveWhole(socket, file, signal, () => migrate(qmp, 'migrate', socket, signal))
  } catch (error) {
    await qmp.run('migrate_cancel').catch(() => undefined)
    throw error
  }
}

/** Feeds the state in `file` to a QEMU that waits for it (`-incoming defer`), and leaves the machine paused. */
export async function loadState(
  qmp: QmpClient,
  socket: string,
  file: string,
  signal: AbortSignal,
): Promise<Sum> {
  let listening: () => void
  const ready = new Promise<void>((resolve) => (listening = resolve))
  const taken = migrate(qmp, 'migrate-incoming', socket, signal, () => listening())
  taken.catch(() => undefined)
  await Promise.race([ready, taken])
  return feedWhole(socket, file, signal, taken)
}

/** Has QEMU send or take a state; resolves when it has. `accepted` is called when QEMU has begun. */
async function migrate(
  qmp: QmpClient,
  command: 'migrate' | 'migrate-incoming',
  socket: string,
  signal: AbortSignal,
  accepted: () => void = () => undefined,
): Promise<void> {
  await qmp.run('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] }, signal)
  await qmp.run('migrate-set-parameters', { 'max-bandwidth': unlimited }, signal)
  const ended = migrationEnd(qmp, signal)
  ended.catch(() => undefined)
  await qmp.run(command, { uri: `unix:${socket}` }, signal)
  accepted()
  await ended
}

/** Resolves when the migration that is about to start has completed; rejects when it failed or QEMU went away. */
function migrationEnd(qmp: QmpClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      unsubscribe()
      signal.removeEventListener('abort', onAbort)
      act()
    }
    const fail = (why: string): void =>
      settle(() =>
        reject(
          new BerthError('hypervisor-failed', `QEMU could not move the machine's state: ${why}.`, {
            hint: 'Look at machine/hypervisor.log in the Berth folder.',
          }),
        ),
      )
    const onAbort = (): void => settle(() => reject(reasonOf(signal)))
    const unsubscribe = qmp.events.subscribe(({ event, data }) => {
      if (event !== 'MIGRATION') return
      const status = MigrationEvent.safeParse(data).data?.status
      if (status === 'completed') settle(resolve)
      else if (status === 'failed' || status === 'cancelled') fail(`it says "${status}"`)
    })
    signal.addEventListener('abort', onAbort, { once: true })
    void qmp.closed.then(() => fail('it ended'))
  })
}

import { reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import { MigrationEvent } from './qmp-messages.ts'
import type { QmpClient } from './qmp.ts'

/** Bytes per second; QEMU's default would hold a state back for minutes. */
const unlimited = 2 ** 40

/** Asks for events of the migration that follows, and for all the speed there is. */
export async function prepareMigration(qmp: QmpClient, signal: AbortSignal): Promise<void> {
  await qmp.run('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] }, signal)
  await qmp.run('migrate-set-parameters', { 'max-bandwidth': unlimited }, signal)
}

/** Resolves when the migration that is about to start has completed; rejects when it failed or QEMU went away. */
export function migrationEnd(qmp: QmpClient, signal: AbortSignal): Promise<void> {
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

import type { ProcessRecord } from '../../process/record.ts'
import { QemuMachine, type QemuContext } from './machine.ts'
import { RunState } from './qmp-messages.ts'
import { joinSession } from './session.ts'

/** Takes over a QEMU process by its record; null when it is in no state to go on from. */
export async function adoptMachine(
  record: ProcessRecord,
  context: Omit<QemuContext, 'record'>,
  signal: AbortSignal,
): Promise<QemuMachine | null> {
  const { paths, log, store } = context
  const session = await joinSession(record.pid, paths, log, signal)
  const { status } = await session.qmp.execute('query-status', {}, RunState)
  const decision = decide(status, (await store.read()) !== null)
  if (decision === 'end') {
    log.warn({ status }, 'the running QEMU is in no state to go on from')
    session.close()
    return null
  }
  const machine = new QemuMachine(session, { ...context, record })
  // Whatever state is on disk, this machine is ahead of it.
  await store.drop('the machine it belongs to still runs')
  if (decision === 'wait-for-space') machine.noticePause()
  else if (decision === 'continue') await machine.goOn()
  return machine
}

/**
 * What to do with a QEMU in a run state (QAPI `RunState`) that its host left it in; `stateKept`: a whole suspended
 * state is on disk.
 */
export function decide(status: string, stateKept: boolean): 'as-is' | 'continue' | 'wait-for-space' | 'end' {
  switch (status) {
    case 'running':
      return 'as-is'
    case 'io-error':
      return 'wait-for-space'
    case 'paused':
    case 'save-vm':
    case 'finish-migrate':
      return 'continue'
    case 'postmigrate':
      // Suspended to the end but for its last step: the state is whole, or the machine goes on.
      return stateKept ? 'end' : 'continue'
    default:
      // Among them "prelaunch" and "inmigrate": the start or resume had not got to its guest.
      return 'end'
  }
}

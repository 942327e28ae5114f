import { withDeadline } from '../../../base/deadline.ts'
import { readProcessRecord } from '../../process/record.ts'
import { QemuMachine, type QemuContext } from './machine.ts'
import { RunState } from './qmp-messages.ts'
import { joinSession } from './session.ts'

const answerMs = 5000

/**
 * Takes over the QEMU process `pid`, which some earlier host started. Null when it cannot be: nobody knows what it
 * runs, it does not answer, or it is in the middle of something only its own host could have ended well. The
 * process is then left for the caller to end.
 */
export async function adoptMachine(
  pid: number,
  context: Omit<QemuContext, 'record'>,
  signal: AbortSignal,
): Promise<QemuMachine | null> {
  const { paths, log, store } = context
  const record = await readProcessRecord(paths.machine.processRecord)
  if (record?.pid !== pid) {
    log.warn({ pid }, 'a QEMU of this machine runs, but there is no record of it')
    return null
  }
  try {
    const session = await withDeadline(
      { ms: answerMs, message: 'QEMU did not answer.', hint: 'It is ended and started again.' },
      signal,
      (each) => joinSession(pid, paths, log, each),
    )
    const state = await session.qmp.execute('query-status', {}, RunState)
    const decision = decide(state.status, (await store.read()) !== null)
    if (decision === 'end') {
      log.warn({ pid, status: state.status }, 'the running QEMU is in no state to go on from')
      session.close()
      return null
    }
    const machine = new QemuMachine(session, { ...context, record })
    // Whatever state is on disk, this machine is ahead of it.
    await store.drop('the machine it belongs to still runs')
    if (decision === 'wait-for-space') machine.noticePause()
    else if (decision === 'continue') await machine.goOn()
    log.info({ pid, status: state.status }, 'took over the running machine')
    return machine
  } catch (error) {
    if (signal.aborted) throw error
    log.warn({ pid, error }, 'the running QEMU could not be taken over')
    return null
  }
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

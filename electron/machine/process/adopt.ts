import { withDeadline } from '../../base/deadline.ts'
import type { Log } from '../../base/log.ts'
import { endLeftovers, findProcesses } from './find.ts'
import { readProcessRecord, type ProcessRecord } from './record.ts'

const answer = { ms: 5000, message: 'The hypervisor did not answer.', hint: 'It is ended and started again.' }

/**
 * Takes over the process with `marker` that some earlier host started, by `take`. Null, with the process ended, when it cannot
 * be: nobody knows what it runs, it does not answer, or `take` gives null, for it is in the middle of something only its
 * own host could have ended well.
 */
export async function adoptProcess<T>(
  marker: string,
  recordFile: string,
  log: Log,
  signal: AbortSignal,
  take: (record: ProcessRecord, signal: AbortSignal) => Promise<T | null>,
): Promise<T | null> {
  const pids = await findProcesses(marker)
  const record = await readProcessRecord(recordFile)
  try {
    if (pids.length === 1 && record?.pid === pids[0] && record) {
      const machine = await withDeadline(answer, signal, (each) => take(record, each))
      if (machine) {
        log.info({ pids }, 'took over the running machine')
        return machine
      }
    } else log.warn({ pids }, 'a hypervisor of this machine runs, but there is no record of it')
  } catch (error) {
    if (signal.aborted) throw error
    log.warn({ pids, error }, 'the running hypervisor could not be taken over')
  }
  await endLeftovers(marker, log)
  return null
}

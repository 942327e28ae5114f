import { setTimeout as delay } from 'node:timers/promises'
import { reasonOf } from '../../base/deadline.ts'
import type { RunningMachine } from '../driver.ts'

/**
 * Waits for the guest's first word, at most `ms` (null: for as long as the signal lets): false, with the machine ended,
 * when it did not come. Rejects, with the machine ended too, when the guest failed or the wait was called off.
 */
export async function printsInTime(
  machine: RunningMachine,
  ms: number | null,
  signal: AbortSignal,
): Promise<boolean> {
  const late = new AbortController()
  try {
    const init = machine.console.mark('init', AbortSignal.any([signal, late.signal])).then(() => true)
    const printed = await (ms === null ? init : Promise.race([init, tooLate(ms, late.signal)]))
    if (!printed) await machine.kill()
    return printed
  } catch (error) {
    await machine.kill()
    throw signal.aborted ? reasonOf(signal) : error
  } finally {
    late.abort()
  }
}

async function tooLate(ms: number, signal: AbortSignal): Promise<false> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
  return false
}

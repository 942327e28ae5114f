import { reasonOf } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'
import type { Tell } from '../jobs/jobs.ts'
import type { Room } from '../room.ts'
import { lookAt, type ContainerNow } from './calls.ts'

/** ms that a container without a health check has to stay up to count as up */
export const steadyMs = 5000
/** ms between two looks, should the engine's events not come */
const lookMs = 2000

/**
 * Resolves once a container that was started is healthy, or has stayed up for a while where it has no health check.
 * Throws a sentence that says what became of it instead.
 */
export async function untilUp(
  { client, connection }: Pick<Room, 'client' | 'connection'>,
  id: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const steadyAt = performance.now() + steadyMs
  for (;;) {
    if (signal.aborted) throw reasonOf(signal)
    const now = await lookAt(client, id, signal)
    if (!now) throw notUp('it was removed.')
    if (!now.running || now.restarted) throw notUp(endOf(now))
    if (now.health === 'healthy') return
    if (now.health === 'unhealthy') throw notUp('it became unhealthy.')
    const left = steadyAt - performance.now()
    if (now.health === null && left <= 0) return
    tell({
      line:
        now.health === null ? 'Waiting whether the new one stays up' : 'Waiting until the new one is healthy',
    })
    await nextEvent(connection, id, now.health === null ? Math.min(left, lookMs) : lookMs, signal)
  }
}

function endOf({ exitCode, oomKilled, error }: ContainerNow): string {
  if (oomKilled) return 'it needed more memory than it may have, and was killed.'
  return `it ended with exit code ${exitCode}${error === '' ? '.' : `: ${error}`}`
}

const notUp = (message: string): BerthError =>
  new BerthError('engine-failed', message, { hint: 'Change its settings, and try again.' })

/** Resolves with the next event about a container, or after `ms`. */
function nextEvent(
  { events }: Pick<Room['connection'], 'events'>,
  id: string,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      stop()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    const stop = events.subscribe((event) => {
      if (event.id === id && /^(die|destroy|health_status)/.test(event.action)) done()
    })
    signal.addEventListener('abort', done, { once: true })
  })
}

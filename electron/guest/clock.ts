import { isAbort, toBerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'

/** Milliseconds between two looks, and by how much the host's clock may have jumped in between. */
const lookMs = 10_000
const jumpMs = 1_000

/**
 * Sets the guest's clock now, and again whenever the host's jumped: the computer slept, or somebody set it. The guest's own
 * clock stands still in the first case and knows nothing of the second. Looks only at the host, so it costs nothing.
 */
export function keepClock(set: (signal: AbortSignal) => Promise<void>, log: Log): { stop(): void } {
  const abort = new AbortController()
  // The monotonic clock does not count sleep on Linux and macOS, and is never set: the difference is the jump.
  const offset = (): number => Date.now() - performance.now()
  let known = offset()
  const look = (): void => {
    const jump = offset() - known
    if (Math.abs(jump) < jumpMs) return
    known += jump
    log.info({ seconds: Math.round(jump / 1000) }, "the host's clock jumped, setting the guest's")
    adjust()
  }
  const adjust = (): void => {
    set(abort.signal).catch((error: unknown) => {
      if (!isAbort(error)) log.warn({ error: toBerthError(error).message }, "the guest's clock was not set")
    })
  }
  adjust()
  const timer = setInterval(look, lookMs)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      abort.abort()
    },
  }
}

import { BerthError, cancelled, type ErrorCode } from './errors.ts'

/** What a piece of work may take and what is said when it took longer. */
export interface Deadline {
  /** milliseconds */
  readonly ms: number
  readonly code?: ErrorCode
  readonly message: string
  readonly hint: string
}

/**
 * Runs `work` under a deadline and its caller's signal. The work's own signal fires on either; the error says which.
 * The returned promise settles at once on abort, even if the work is slow to notice.
 */
export async function withDeadline<T>(
  deadline: Deadline,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw reasonOf(signal)
  const own = new AbortController()
  let end: (error: BerthError) => void = () => undefined
  const ended = new Promise<never>((_, reject) => {
    end = (error) => {
      own.abort(error)
      reject(error)
    }
  })
  ended.catch(() => undefined)
  const timer = setTimeout(
    () => end(new BerthError(deadline.code ?? 'timeout', deadline.message, { hint: deadline.hint })),
    deadline.ms,
  )
  const onAbort = (): void => end(reasonOf(signal))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(own.signal), ended])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

/** The error an aborted signal stands for: its own reason where that is a `BerthError`, else "cancelled". */
export function reasonOf(signal: AbortSignal): BerthError {
  return signal.reason instanceof BerthError ? signal.reason : cancelled()
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(reasonOf(signal))
      return
    }
    const onAbort = (): void => {
      clearTimeout(timer)
      reject(reasonOf(signal))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

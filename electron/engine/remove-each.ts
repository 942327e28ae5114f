import { toBerthError, type BerthError } from '../base/errors.ts'
import { refusalOf } from './errors.ts'

/** What became of objects that were to be removed. */
export interface Removals<T> {
  readonly removed: readonly T[]
  /** gone already, or no longer what was to be removed */
  readonly left: number
  readonly failures: readonly BerthError[]
}

/** Requests at once: the engine removes one after the other on most storage anyhow. */
const atOnce = 4

/**
 * Removes these one by one rather than by the engine's own prune, which would also take what has come since the user
 * looked. The others go on when one fails; one that is gone already, or that `remove` answers false for, is no failure.
 *
 * @throws the signal's reason, once what has begun is done
 */
export async function removeEach<T>(
  all: readonly T[],
  remove: (one: T) => Promise<boolean>,
  signal: AbortSignal,
  told: (done: number) => void = () => undefined,
): Promise<Removals<T>> {
  const queue = [...all].reverse()
  const removed: T[] = []
  const failures: BerthError[] = []
  let left = 0
  const worker = async (): Promise<void> => {
    for (let one = queue.pop(); one !== undefined && !signal.aborted; one = queue.pop()) {
      try {
        if (await remove(one)) removed.push(one)
        else left += 1
      } catch (thrown) {
        const error = toBerthError(thrown)
        if (error.code === 'cancelled') throw error
        if (refusalOf(thrown)?.status === 404) left += 1
        else failures.push(error)
      }
      told(removed.length + left + failures.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  signal.throwIfAborted()
  return { removed, left, failures }
}

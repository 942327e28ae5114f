import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JobKind } from '../../api/schema/jobs.ts'
import { cancelled } from '../../base/errors.ts'
import type { Jobs, Tell } from './jobs.ts'

export interface StreamJob {
  readonly kind: JobKind
  readonly subject: string
  /** bytes in all, where they are known */
  readonly total: number | null
  /** It is a job only once so many bytes went through: what is over at once needs no line in the tray. */
  readonly after?: number
}

/**
 * Bytes on their way to a reader as a job, which ends as they end. Its cancel breaks them off, and a reader that
 * leaves cancels it.
 */
export function readAsJob(jobs: Jobs, job: StreamJob, source: Readable): Readable {
  const stop = new AbortController()
  const progress = new Progress(job, () => begin())
  const out = progress.counter()
  const done = pipeline(source, out, { signal: stop.signal }).catch((thrown: unknown) => {
    // The reader left: nothing is wrong with the bytes.
    throw isPrematureClose(thrown) ? cancelled() : thrown
  })
  done.catch(() => undefined)
  const begin = (): void => {
    jobs.start(job.kind, job.subject, (signal, tell) => {
      progress.tell = tell
      signal.addEventListener('abort', () => stop.abort())
      return done
    })
  }
  progress.start()
  return out
}

/** Takes bytes to where `work` puts them, as a job; rejects as `work` does. */
export async function writeAsJob(
  jobs: Jobs,
  job: StreamJob,
  source: Readable,
  signal: AbortSignal,
  work: (bytes: Readable, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const progress = new Progress(job, () => begin())
  const counted = source.compose(progress.counter()) as unknown as Readable
  const done = work(counted, AbortSignal.any([signal, stop.signal]))
  done.catch(() => undefined)
  const begin = (): void => {
    jobs.start(job.kind, job.subject, (cancel, tell) => {
      progress.tell = tell
      cancel.addEventListener('abort', () => stop.abort())
      return done
    })
  }
  progress.start()
  await done
}

class Progress {
  tell: Tell = () => undefined
  readonly #job: StreamJob
  readonly #begin: () => void
  #begun = false
  #bytes = 0

  constructor(job: StreamJob, begin: () => void) {
    this.#job = job
    this.#begin = begin
  }

  start(): void {
    this.#count(0)
  }

  counter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        this.#count(chunk.length)
        next(null, chunk)
      },
    })
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    if (!this.#begun && this.#bytes >= (this.#job.after ?? 0)) {
      this.#begun = true
      this.#begin()
    }
    this.tell({ bytes: { current: this.#bytes, total: this.#job.total } })
  }
}

function isPrematureClose(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

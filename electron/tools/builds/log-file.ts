import { open, type FileHandle } from 'node:fs/promises'
import { Topic } from '../../base/topic.ts'
import { LineSplitter } from '../line-splitter.ts'

/** bytes that are kept of one build; what its steps say beyond that is let go, how they end is not */
export const mostLogBytes = 16 * 1024 * 1024

const chunkBytes = 256 * 1024

/** The lines of one running build: written as they come, read by any number at their own pace. */
export class LogFile {
  readonly #handle: FileHandle
  readonly #grew = new Topic<undefined>()
  readonly #most: number
  #bytes = 0
  #open = true
  /** something was let go */
  cut = false

  private constructor(handle: FileHandle, most: number) {
    this.#handle = handle
    this.#most = most
  }

  static async create(file: string, most = mostLogBytes): Promise<LogFile> {
    return new LogFile(await open(file, 'w', 0o600), most)
  }

  get open(): boolean {
    return this.#open
  }

  async write(lines: readonly string[]): Promise<void> {
    const kept = lines.filter((line) => {
      if (this.#bytes < this.#most || !line.startsWith('{') || line.includes('"vertexes"')) return true
      this.cut = true
      return false
    })
    if (kept.length === 0) return
    const data = Buffer.from(`${kept.join('\n')}\n`)
    await this.#handle.appendFile(data)
    this.#bytes += data.length
    this.#grew.publish(undefined)
  }

  async close(): Promise<void> {
    this.#open = false
    await this.#handle.close()
    this.#grew.publish(undefined)
  }

  /** Resolves when there is more to read, or nothing will come any more. */
  async more(seen: number, signal: AbortSignal): Promise<void> {
    if (!this.#open || this.#bytes > seen || signal.aborted) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stop()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const stop = this.#grew.subscribe(done)
      signal.addEventListener('abort', done)
    })
  }
}

/** The lines of a build's file in batches, and then, while it is written (`live`), those that come. */
export async function* readLog(
  file: string,
  live: LogFile | null,
  signal: AbortSignal,
): AsyncGenerator<string[], void> {
  const handle = await open(file, 'r')
  const splitter = new LineSplitter()
  let offset = 0
  try {
    while (!signal.aborted) {
      // Asked before reading: what was written last is read before an end is believed.
      const isOpen = live?.open ?? false
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, offset)
      offset += bytesRead
      const lines = splitter.push(buffer.subarray(0, bytesRead))
      if (lines.length > 0) yield lines
      if (bytesRead > 0) continue
      if (!isOpen || !live) break
      await live.more(offset, signal)
    }
    const rest = splitter.end()
    if (rest.length > 0 && !signal.aborted) yield rest
  } finally {
    await handle.close()
  }
}

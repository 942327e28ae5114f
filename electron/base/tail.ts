import { watch } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { isSystemError } from './errors.ts'

const chunkBytes = 64 * 1024

/**
 * The last `lines` lines of a log file, then, with `follow`, what is added to it until `signal` aborts: in batches of whole
 * lines. A file that is not there yet is empty; one that is rotated away is read to its end before its successor.
 */
export async function* tailFile(
  file: string,
  options: { lines: number; follow: boolean },
  signal: AbortSignal,
): AsyncGenerator<string[], void> {
  const changes = options.follow ? new Changes(path.dirname(file), signal) : null
  let handle = await openOrNull(file)
  try {
    let offset = 0
    let rest = ''
    const decoder = new TextDecoder()
    if (handle) {
      offset = await lastLines(handle, options.lines)
      const first = await readFrom(handle, offset)
      offset += first.length
      const split = wholeLines(decoder.decode(first, { stream: options.follow }))
      rest = split.rest
      const lines = options.lines === 0 ? [] : split.lines
      if (!options.follow && rest) lines.push(rest)
      if (lines.length > 0) yield lines
    }
    while (changes && !signal.aborted) {
      const mark = changes.mark()
      for (;;) {
        const more: Buffer = handle ? await readFrom(handle, offset) : Buffer.alloc(0)
        if (more.length === 0) break
        offset += more.length
        const split = wholeLines(rest + decoder.decode(more, { stream: true }))
        rest = split.rest
        if (split.lines.length > 0) yield split.lines
      }
      if (await wasReplaced(handle, file, offset)) {
        await handle?.close()
        handle = await openOrNull(file)
        offset = 0
        if (handle) continue
      }
      await changes.since(mark)
    }
  } finally {
    await handle?.close()
    changes?.close()
  }
}

/** Where the last `lines` lines of the file begin, in bytes. */
async function lastLines(handle: FileHandle, lines: number): Promise<number> {
  const { size } = await handle.stat()
  if (lines === 0) return size
  let found = 0
  for (let end = size; end > 0; end -= Math.min(chunkBytes, end)) {
    const start = Math.max(0, end - chunkBytes)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
    for (let at = bytesRead - 1; at >= 0; at--) {
      // The line feed that ends the last line begins no further one.
      if (buffer[at] !== 0x0a || start + at === size - 1) continue
      if (++found === lines) return start + at + 1
    }
  }
  return 0
}

async function readFrom(handle: FileHandle, offset: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let total = 0
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, offset + total)
    if (bytesRead === 0) break
    parts.push(buffer.subarray(0, bytesRead))
    total += bytesRead
    if (total >= 16 * chunkBytes) break
  }
  return Buffer.concat(parts)
}

function wholeLines(text: string): { lines: string[]; rest: string } {
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  return { lines: lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)), rest }
}

async function wasReplaced(handle: FileHandle | null, file: string, offset: number): Promise<boolean> {
  const now = await stat(file).catch(() => null)
  if (!now) return false
  if (!handle) return true
  const ours = await handle.stat()
  return now.ino !== ours.ino || now.dev !== ours.dev || now.size < offset
}

async function openOrNull(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r')
  } catch (thrown) {
    if (isSystemError(thrown) && thrown.code === 'ENOENT') return null
    throw thrown
  }
}

/** Tells that something in a folder changed, by the kernel's own notice. */
class Changes {
  #count = 0
  #wake: () => void = () => undefined
  readonly #signal: AbortSignal
  readonly #watcher
  readonly #onAbort = (): void => this.#wake()

  constructor(dir: string, signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', this.#onAbort)
    this.#watcher = watch(dir, () => {
      this.#count++
      this.#wake()
    })
    // A folder that goes away (a reset) has nothing more to tell.
    this.#watcher.on('error', () => undefined)
  }

  mark(): number {
    return this.#count
  }

  /** Resolves once there was a change after `mark`, or the signal has aborted. */
  since(mark: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      if (this.#count !== mark || this.#signal.aborted) resolve()
    })
  }

  close(): void {
    this.#watcher.close()
    this.#signal.removeEventListener('abort', this.#onAbort)
  }
}

import { watch } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** How much of the file is kept on disk once it has been read: its writer never stops, and nobody else reads it. */
const kept = 2 ** 20

/**
 * What a hypervisor writes into a file that only grows, from byte `from` on, until `ended` resolves and the rest has been
 * read. What has been read is let go of now and then: the file's size goes on, what it takes on disk does not.
 */
export async function* tail(file: string, from: number, ended: Promise<unknown>): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r+')
  let changed = (): void => undefined
  const watcher = watch(file, () => changed())
  watcher.on('error', () => undefined)
  const state = { over: false }
  void ended.then(() => {
    state.over = true
    changed()
  })
  try {
    let at = from
    let since = 0
    for (;;) {
      const last = state.over
      const change = new Promise<void>((resolve) => (changed = resolve))
      const chunk = await readFrom(handle, at)
      if (chunk) {
        at += chunk.length
        since += chunk.length
        // Only when all was read: what is cut off unread is lost.
        if (since >= kept && (await handle.stat()).size === at) {
          since = 0
          await handle.truncate(0)
        }
        yield chunk
      } else if (last) return
      else if (!state.over) await change
    }
  } finally {
    watcher.close()
    await handle.close()
  }
}

async function readFrom(handle: FileHandle, at: number): Promise<Buffer | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, at)
  return bytesRead > 0 ? buffer.subarray(0, bytesRead) : null
}

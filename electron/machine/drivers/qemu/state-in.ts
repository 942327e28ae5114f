import { createReadStream } from 'node:fs'
import type { Socket } from 'node:net'
import { crc32 } from 'node:zlib'
import { reasonOf } from '../../../base/deadline.ts'
import { migrationEnd, prepareMigration } from './migration.ts'
import { connected, type QmpClient } from './qmp.ts'

/** Bytes read at a time: large enough that the reading costs nothing beside QEMU's work. */
const chunkBytes = 2 ** 20

/**
 * Feeds the state in `file` to a QEMU that waits for it (`-incoming defer`), and leaves the machine paused. Gives
 * what was read, for the caller to compare before the guest goes on. Rejects when QEMU does not take it.
 */
export async function loadState(
  qmp: QmpClient,
  socket: string,
  file: string,
  signal: AbortSignal,
): Promise<{ bytes: number; crc32: number }> {
  await prepareMigration(qmp, signal)
  const ended = migrationEnd(qmp, signal)
  ended.catch(() => undefined)
  await qmp.run('migrate-incoming', { uri: `unix:${socket}` }, signal)
  const target = await connected(socket, signal)
  target.on('error', () => undefined)
  const stop = (): void => void target.destroy(reasonOf(signal))
  signal.addEventListener('abort', stop, { once: true })
  try {
    // QEMU may refuse in the middle and close: then its own word counts, not the broken pipe.
    const sent = feed(file, target).catch(() => null)
    await ended
    const sum = await sent
    if (!sum) throw new Error('the state was not read to its end')
    return sum
  } finally {
    signal.removeEventListener('abort', stop)
    target.destroy()
  }
}

/**
 * Writes all of `file` to the socket, with its size and checksum. Resolves when the last byte was handed over; rejects
 * when the socket closes before. Each write's own callback is waited for: a peer that closes as soon as it has what it
 * needs, as QEMU does, makes Node end our side too, after which there is neither a `drain` nor an end of `pipeline`.
 */
export async function feed(file: string, to: Socket): Promise<{ bytes: number; crc32: number }> {
  let bytes = 0
  let sum = 0
  const chunks = createReadStream(file, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>
  for await (const chunk of chunks) {
    sum = crc32(chunk, sum)
    bytes += chunk.length
    await new Promise<void>((resolve, reject) => {
      to.write(chunk, (error) => (error ? reject(error) : resolve()))
    })
  }
  to.end()
  return { bytes, crc32: sum }
}

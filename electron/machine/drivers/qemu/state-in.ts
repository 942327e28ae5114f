import { once } from 'node:events'
import { open } from 'node:fs/promises'
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
    const sent = send(file, target).catch(() => null)
    await ended
    const sum = await sent
    if (!sum) throw new Error('the state was not read to its end')
    return sum
  } finally {
    signal.removeEventListener('abort', stop)
    target.destroy()
  }
}

async function send(file: string, to: Socket): Promise<{ bytes: number; crc32: number }> {
  const input = await open(file, 'r')
  try {
    let bytes = 0
    let sum = 0
    for (;;) {
      // A new buffer each time: the socket keeps the last one until it is sent.
      const { buffer, bytesRead } = await input.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes)
      if (bytesRead === 0) break
      const data = buffer.subarray(0, bytesRead)
      sum = crc32(data, sum)
      bytes += bytesRead
      if (!to.write(data)) await Promise.race([once(to, 'drain'), closedEarly(to)])
    }
    to.end()
    return { bytes, crc32: sum }
  } finally {
    await input.close()
  }
}

async function closedEarly(socket: Socket): Promise<never> {
  if (!socket.closed) await once(socket, 'close')
  throw new Error('QEMU closed the way that the state came by')
}

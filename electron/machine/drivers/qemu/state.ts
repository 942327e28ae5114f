import { open, rename, rm } from 'node:fs/promises'
import { reasonOf } from '../../../base/deadline.ts'
import { connected } from '../../process/sockets.ts'
import { feed, receive, type Sum } from '../../state/copy.ts'
import { migrationEnd, prepareMigration } from './migration.ts'
import type { QmpClient } from './qmp.ts'

/**
 * Writes the paused machine's memory and devices to `file`, whole or not at all: QEMU sends them to `socket`, where
 * they are counted and summed on their way to the disk. On any failure QEMU's sending is called off and `file` is
 * not touched.
 */
export async function writeState(
  qmp: QmpClient,
  socket: string,
  file: string,
  signal: AbortSignal,
): Promise<Sum> {
  const fresh = `${file}.new`
  await rm(socket, { force: true })
  const output = await open(fresh, 'w', 0o600)
  const receiver = receive(socket, output)
  const ended = migrationEnd(qmp, signal)
  ended.catch(() => undefined)
  try {
    await receiver.listening
    await prepareMigration(qmp, signal)
    await qmp.run('migrate', { uri: `unix:${socket}` }, signal)
    await Promise.race([ended, receiver.failed])
    const sum = await Promise.race([receiver.received, aborted(signal)])
    await output.sync()
    await rename(fresh, file)
    return sum
  } catch (error) {
    await qmp.run('migrate_cancel').catch(() => undefined)
    await rm(fresh, { force: true })
    throw error
  } finally {
    receiver.close()
    await output.close()
    await rm(socket, { force: true })
  }
}

/**
 * Feeds the state in `file` to a QEMU that waits for it (`-incoming defer`), and leaves the machine paused. Gives
 * what was read, for the caller to compare before the guest goes on. Rejects when QEMU does not take it.
 */
export async function loadState(
  qmp: QmpClient,
  socket: string,
  file: string,
  signal: AbortSignal,
): Promise<Sum> {
  await prepareMigration(qmp, signal)
  const ended = migrationEnd(qmp, signal)
  ended.catch(() => undefined)
  await qmp.run('migrate-incoming', { uri: `unix:${socket}` }, signal)
  const target = await connected({ path: socket }, signal)
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

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true })
  })
}

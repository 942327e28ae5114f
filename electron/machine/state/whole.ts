import { open, rename, rm } from 'node:fs/promises'
import { reasonOf } from '../../base/deadline.ts'
import { connected } from '../process/sockets.ts'
import { feed, receive, type Sum } from './copy.ts'

/**
 * Writes what a hypervisor sends to `socket` into `file`, whole or not at all, counted and summed on its way. `send` has it
 * sent and settles when all was; on any failure `file` is not touched.
 */
export async function receiveWhole(
  socket: string,
  file: string,
  signal: AbortSignal,
  send: () => Promise<void>,
): Promise<Sum> {
  const fresh = `${file}.new`
  await rm(socket, { force: true })
  const output = await open(fresh, 'w', 0o600)
  const receiver = receive(socket, output)
  try {
    await receiver.listening
    const sent = send()
    sent.catch(() => undefined)
    await Promise.race([sent, receiver.failed])
    const sum = await Promise.race([receiver.received, aborted(signal)])
    await output.sync()
    await rename(fresh, file)
    return sum
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  } finally {
    receiver.close()
    await output.close()
    await rm(socket, { force: true })
  }
}

/**
 * Feeds `file` to a hypervisor that listens at `socket`; `taken` settles when it has all. Gives what was read, for the
 * caller to compare before the guest goes on.
 */
export async function feedWhole(
  socket: string,
  file: string,
  signal: AbortSignal,
  taken: Promise<void>,
): Promise<Sum> {
  const target = await connected({ path: socket }, signal)
  target.on('error', () => undefined)
  const stop = (): void => void target.destroy(reasonOf(signal))
  signal.addEventListener('abort', stop, { once: true })
  try {
    // The reader may refuse in the middle and close: then its own word counts, not the broken pipe.
    const sent = feed(file, target).catch(() => null)
    await taken
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

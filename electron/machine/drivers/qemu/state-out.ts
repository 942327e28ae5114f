import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { crc32 } from 'node:zlib'
import { reasonOf } from '../../../base/deadline.ts'
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
): Promise<{ bytes: number; crc32: number }> {
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

interface Receiver {
  readonly listening: Promise<void>
  readonly received: Promise<{ bytes: number; crc32: number }>
  /** rejects when receiving failed; never resolves */
  readonly failed: Promise<never>
  close(): void
}

function receive(path: string, output: FileHandle): Receiver {
  const server = createServer()
  let sender: Socket | null = null
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  const received = new Promise<{ bytes: number; crc32: number }>((resolve, reject) => {
    server.once('connection', (socket) => {
      sender = socket
      copy(socket, output).then(resolve, (error: unknown) => {
        socket.destroy()
        reject(error instanceof Error ? error : new Error(String(error)))
      })
    })
  })
  const failed = new Promise<never>((_, reject) => void received.catch(reject))
  for (const promise of [listening, received, failed]) promise.catch(() => undefined)
  const close = (): void => {
    sender?.destroy()
    server.close()
  }
  return { listening, received, failed, close }
}

async function copy(from: Socket, to: FileHandle): Promise<{ bytes: number; crc32: number }> {
  let bytes = 0
  let sum = 0
  for await (const chunk of from) {
    const data = chunk as Buffer
    sum = crc32(data, sum)
    for (let at = 0; at < data.length;) at += (await to.write(data, at)).bytesWritten
    bytes += data.length
  }
  return { bytes, crc32: sum }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true })
  })
}

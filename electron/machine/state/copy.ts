import { open, type FileHandle } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { crc32 } from 'node:zlib'

/** What passed by. */
export interface Sum {
  readonly bytes: number
  readonly crc32: number
}

/** Bytes read at a time: large enough that the reading costs nothing beside the hypervisor's work. */
const chunkBytes = 2 ** 20

export interface Receiver {
  readonly listening: Promise<void>
  readonly received: Promise<Sum>
  /** rejects when receiving failed; never resolves */
  readonly failed: Promise<never>
  close(): void
}

/** Listens at `path` for one client and writes all that it sends to `output`, counted and summed on its way. */
export function receive(path: string, output: FileHandle): Receiver {
  const server = createServer()
  let sender: Socket | null = null
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  const received = new Promise<Sum>((resolve, reject) => {
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

async function copy(from: Socket, to: FileHandle): Promise<Sum> {
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

/**
 * Writes all of `file` to the socket, with its size and checksum. Resolves when the last byte was handed over; rejects
 * when the socket closes before. Each write's own callback is waited for: a peer that closes as soon as it has what it
 * needs, as QEMU does, makes Node end our side too, after which there is neither a `drain` nor an end of `pipeline`.
 * Two buffers take turns: a new one for each chunk leaves the process as large as its garbage was.
 */
export async function feed(file: string, to: Socket): Promise<Sum> {
  let bytes = 0
  let sum = 0
  const input = await open(file)
  let [now, next] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)]
  let reading = input.read(now)
  try {
    for (;;) {
      const { bytesRead } = await reading
      if (bytesRead === 0) break
      const chunk = now.subarray(0, bytesRead)
      ;[now, next] = [next, now]
      reading = input.read(now)
      sum = crc32(chunk, sum)
      bytes += chunk.length
      await new Promise<void>((resolve, reject) => {
        to.write(chunk, (error) => (error ? reject(error) : resolve()))
      })
    }
  } finally {
    await reading.catch(() => undefined)
    await input.close()
  }
  to.end()
  return { bytes, crc32: sum }
}

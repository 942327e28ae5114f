import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'

/** Bytes that may wait for the guest on the whole connection before its clients are held back. */
const transportLimit = 256 * 1024

/**
 * Carries bytes both ways between a client's socket and its channel until both ways have ended.
 *
 * By hand: `stream.pipeline` waits for events that ssh2's channels do not emit (they override `destroy` and emit no
 * 'close' of their own accord, and a write after their EOF never calls back). Each way ends alone: what the one side has
 * said last is delivered, the other side may go on. Each way waits when its receiver does. Uploads wait for the
 * connection too: else one client's megabytes would stand in front of every other client's request.
 */
export function pipe(socket: Socket, channel: ClientChannel, transport: Duplex): void {
  let waiting = false

  const upload = (chunk: Buffer): void => {
    const room = channel.write(chunk)
    const crowded = transport.writableLength > transportLimit
    if (room && !crowded) return
    socket.pause()
    if (waiting) return
    waiting = true
    ;(room ? transport : channel).once('drain', proceed)
  }
  const proceed = (): void => {
    waiting = false
    socket.resume()
  }
  const download = (chunk: Buffer): void => {
    if (!socket.write(chunk)) channel.pause()
  }
  const close = (): void => {
    transport.off('drain', proceed)
    channel.off('drain', proceed)
    channel.off('data', download)
    socket.off('data', upload)
    // Not `destroy`: ssh2's would end it a second time, for which Node makes an error with its stack, at every client.
    if (!channel.writableEnded) channel.end()
    channel.close()
  }

  socket.on('data', upload)
  socket.on('end', () => channel.end())
  socket.on('drain', () => channel.resume())
  socket.on('error', () => socket.destroy())
  socket.on('close', close)

  channel.on('data', download)
  channel.on('end', () => socket.end())
  channel.on('error', () => socket.destroy())
  // Comes after 'end', when all that was received has been read; the socket still may have some of it to send.
  channel.on('close', () => socket.destroySoon())
  socket.resume()
}

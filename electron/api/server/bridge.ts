import type { WebSocket } from 'ws'
import { PortChannel } from '../port/channel.ts'
import type { Port } from '../port/port.ts'
import { maxMessageBytes } from './serve.ts'

/** UTF-16 units that may wait at the port before the host is made to wait, too: it is the host who cuts a client off. */
const mostWaiting = 1024 * 1024

/**
 * Carries a client's port on to a host in another process, message by message. `socket` is being opened. Whichever
 * ends, ends the other.
 */
export function bridgePort(port: Port, socket: WebSocket): void {
  const channel = new PortChannel(port, maxMessageBytes, {
    open: () => channel.close(1002, 'only the server opens'),
    text(text) {
      if (socket.readyState === socket.OPEN) socket.send(text)
      else channel.close(1002, 'the host is not there yet')
    },
    read: () => {
      if (channel.waiting < mostWaiting) socket.resume()
    },
    closed: () => socket.close(),
  })
  socket.on('open', () => channel.open())
  socket.on('message', (data: Buffer) => {
    channel.send(data.toString('utf8'))
    if (channel.waiting >= mostWaiting) socket.pause()
  })
  socket.on('error', () => undefined)
  socket.on('close', (code) => channel.close(isSendable(code) ? code : 1001))
}

/** Some codes say what happened and are never sent (RFC 6455, 7.4.1). */
const isSendable = (code: number): boolean =>
  code >= 1000 && code < 5000 && ![1004, 1005, 1006].includes(code)

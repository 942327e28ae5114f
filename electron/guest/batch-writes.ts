import type { Writable } from 'node:stream'

/**
 * Makes all that is written to `stream` in one turn leave in one system call. ssh2 writes up to four pieces per
 * packet and one packet per message; with Nagle off each would become a segment, and an interrupt in the guest.
 */
export function batchWrites(stream: Writable): void {
  const write = stream.write.bind(stream)
  let corked = false
  const uncork = (): void => {
    corked = false
    stream.uncork()
  }
  const batched = (chunk: unknown, ...rest: []): boolean => {
    if (!corked) {
      corked = true
      stream.cork()
      process.nextTick(uncork)
    }
    return write(chunk, ...rest)
  }
  stream.write = batched
}

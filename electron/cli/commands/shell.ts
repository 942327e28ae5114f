import { once } from 'node:events'
import type { WebSocket } from 'ws'
import { fromPlainError, unixWebSocket } from '../../api/client/node.ts'
import { ShellResult, type ShellControl, type ShellRequest } from '../../api/schema/host.ts'
import { readShellFrame, shellFrame, shellStreams } from '../../api/schema/shell-frames.ts'
import { BerthError } from '../../base/errors.ts'
import type { Context } from '../context.ts'
import type { Terminal } from '../terminal.ts'

/** A root shell in the guest, or one command, whose exit code becomes ours. In a terminal if both our ends are one. */
export async function shell({ hosts, paths, terminal }: Context, command: string[]): Promise<number> {
  if (!(await hosts.find()))
    throw new BerthError('not-running', 'The machine does not run.', { hint: 'Start it with "berth start".' })
  const socket = unixWebSocket(paths.run.controlSocket, '/shell')
  await Promise.race([once(socket, 'open'), once(socket, 'close')])
  const onTerminal = terminal.input.isTTY === true && terminal.output.isTTY === true
  const request: ShellRequest = {
    kind: 'start',
    command: command.length > 0 ? command : null,
    terminal: onTerminal ? { term: terminal.env['TERM'] ?? 'xterm-256color', ...sizeOf(terminal) } : null,
  }
  const done = carry(socket, terminal)
  socket.send(JSON.stringify(request))
  if (onTerminal) terminal.input.setRawMode?.(true)
  try {
    return await done
  } finally {
    if (onTerminal) terminal.input.setRawMode?.(false)
    terminal.input.pause()
    socket.terminate()
  }
}

/** Carries the streams both ways, each as fast as its reader reads; resolves with the exit code. */
function carry(socket: WebSocket, terminal: Terminal): Promise<number> {
  const { input, output, errors, interrupted } = terminal
  const send = (control: ShellControl): void => socket.send(JSON.stringify(control))
  const onResize = (): void => send({ kind: 'resize', ...sizeOf(terminal) })
  const { promise, resolve, reject } = Promise.withResolvers<number>()

  input.on('data', (chunk: Buffer) => {
    input.pause()
    socket.send(shellFrame(shellStreams.input, chunk), () => input.resume())
  })
  input.once('end', () => {
    if (socket.readyState === socket.OPEN) send({ kind: 'end-of-input' })
  })
  output.on('resize', onResize)
  // In a terminal Ctrl-C is a byte for the guest; without one it is for us, and hanging up ends the command.
  interrupted.addEventListener('abort', () => resolve(130), { once: true })
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) {
      const result = ShellResult.parse(JSON.parse(data.toString('utf8')))
      if (result.kind === 'exit') resolve(result.code)
      else reject(fromPlainError({ ...result.error, step: null }))
      return
    }
    const frame = readShellFrame(data)
    const to = frame?.stream === shellStreams.errors ? errors : output
    if (!frame || to.write(frame.data)) return
    socket.pause()
    to.once('drain', () => socket.resume())
  })
  socket.on('error', () => undefined)
  socket.once('close', () =>
    reject(
      new BerthError('host-unreachable', 'The host process ended before the command did.', {
        hint: '"berth logs host" tells why.',
      }),
    ),
  )
  return promise.finally(() => output.off('resize', onResize))
}

function sizeOf({ output }: Terminal): { columns: number; rows: number } {
  return { columns: output.columns ?? 80, rows: output.rows ?? 24 }
}

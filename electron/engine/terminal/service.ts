import type { TerminalEvent, TerminalSize } from '../../api/schema/terminals.ts'
import type { Room } from '../room.ts'
import { Terminals, type TerminalOptions } from './terminals.ts'

/** Fulfils the contract's `TerminalsService`; `closeAll` is for when the engine goes. */
export function terminalsService({ client, connection, log }: Room) {
  const terminals = new Terminals(client, connection, log)
  return {
    async *open(options: TerminalOptions, signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
      connection.require('open a terminal in the container')
      yield* terminals.run(options, signal)
    },
    input: (terminal: string, data: Buffer) => terminals.input(terminal, data),
    resize: (terminal: string, size: TerminalSize) => terminals.resize(terminal, size),
    closeAll: () => terminals.closeAll(),
  }
}

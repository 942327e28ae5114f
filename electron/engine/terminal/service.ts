import type { TerminalChoices, TerminalEvent, TerminalSize } from '../../api/schema/terminals.ts'
import type { Room } from '../room.ts'
import { terminalChoices } from './choices.ts'
import { Terminals, type TerminalOptions } from './terminals.ts'

/** Fulfils the contract's `TerminalsService`; `closeAll` is for when the engine goes. */
export function terminalsService({ client, connection, log }: Room) {
  const terminals = new Terminals(client, connection, log)
  return {
    async *open(options: TerminalOptions, signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
      connection.require('open a terminal in the container')
      yield* terminals.run(options, signal)
    },
    took: (terminal: string, bytes: number) => terminals.took(terminal, bytes),
    async choices(id: string): Promise<TerminalChoices> {
      connection.require('look for shells in the container')
      return terminalChoices(client, id, { windows: connection.state.windows !== null })
    },
    input: (terminal: string, data: Buffer) => terminals.input(terminal, data),
    endInput: (terminal: string) => terminals.endInput(terminal),
    resize: (terminal: string, size: TerminalSize) => terminals.resize(terminal, size),
    closeAll: () => terminals.closeAll(),
  }
}

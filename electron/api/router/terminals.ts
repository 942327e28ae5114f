import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { TerminalOptions, TerminalSize } from '../schema/terminals.ts'
import { live, procedure, router } from './trpc.ts'

export const terminalsRouter = router({
  open: procedure
    .input(
      z.object({
        id: ObjectRef,
        ...TerminalOptions.shape,
        size: TerminalSize,
      }),
    )
    .subscription(({ ctx, input, signal }) => ctx.services.engine.terminals.open(input, live(signal))),
  input: procedure
    .input(z.object({ terminal: z.string().max(64), base64: z.base64().max(1_500_000) }))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.terminals.input(input.terminal, Buffer.from(input.base64, 'base64')),
    ),
  /** Ends what a main process reads, where the engine lets one: an input that is open `once`. */
  endInput: procedure
    .input(z.object({ terminal: z.string().max(64) }))
    .mutation(({ ctx, input }) => ctx.services.engine.terminals.endInput(input.terminal)),
  /** So many bytes of its output were shown: only so many are sent ahead. */
  took: procedure
    .input(z.object({ terminal: z.string().max(64), bytes: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => ctx.services.engine.terminals.took(input.terminal, input.bytes)),
  choices: procedure
    .input(z.object({ id: ObjectRef }))
    .query(({ ctx, input }) => ctx.services.engine.terminals.choices(input.id)),
  resize: procedure
    .input(z.object({ terminal: z.string().max(64), size: TerminalSize }))
    .mutation(({ ctx, input }) => ctx.services.engine.terminals.resize(input.terminal, input.size)),
})

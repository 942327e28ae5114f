import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { TerminalSize } from '../schema/terminals.ts'
import { live, procedure, router } from './trpc.ts'

export const terminalsRouter = router({
  open: procedure
    .input(
      z.object({
        id: ObjectRef,
        command: z.array(z.string().max(4096)).min(1).max(64).nullable().default(null),
        size: TerminalSize,
      }),
    )
    .subscription(({ ctx, input, signal }) => ctx.services.engine.terminals.open(input, live(signal))),
  input: procedure
    .input(z.object({ terminal: z.string().max(64), base64: z.base64().max(1_500_000) }))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.terminals.input(input.terminal, Buffer.from(input.base64, 'base64')),
    ),
  resize: procedure
    .input(z.object({ terminal: z.string().max(64), size: TerminalSize }))
    .mutation(({ ctx, input }) => ctx.services.engine.terminals.resize(input.terminal, input.size)),
})

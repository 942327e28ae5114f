import { z } from 'zod'
import { live, procedure, router } from './trpc.ts'

export const enginesRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engines.watch(live(signal))),
  look: procedure.mutation(({ ctx }) => ctx.services.engines.look()),
  use: procedure
    .input(z.object({ id: z.string().min(1).max(300) }))
    .mutation(({ ctx, input }) => ctx.services.engines.use(input.id)),
})

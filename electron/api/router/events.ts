import { z } from 'zod'
import { live, procedure, router } from './trpc.ts'

export const eventsRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.events.watch(live(signal))),
  took: procedure
    .input(z.object({ feed: z.string().max(64), number: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => ctx.services.engine.events.took(input.feed, input.number)),
})

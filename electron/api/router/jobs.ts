import { z } from 'zod'
import { live, procedure, router } from './trpc.ts'

const one = z.object({ id: z.string().min(1).max(64) })

export const jobsRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.jobs.watch(live(signal))),
  cancel: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.jobs.cancel(input.id)),
  again: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.jobs.again(input.id)),
  dismiss: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.jobs.dismiss(input.id)),
})

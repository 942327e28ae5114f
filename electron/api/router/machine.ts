import { z } from 'zod'
import { live, ownerProcedure, procedure, router } from './trpc.ts'

export const machineRouter = router({
  view: procedure.query(({ ctx }) => ctx.services.machine.view()),
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.machine.watch(live(signal))),
  usage: procedure.subscription(({ ctx, signal }) => ctx.services.machine.usage(live(signal))),
  start: procedure
    .input(z.object({ cold: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.machine.start(input)),
  stop: procedure
    .input(z.object({ force: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.machine.stop(input)),
  restart: procedure.mutation(({ ctx }) => ctx.services.machine.restart()),
  suspend: procedure.mutation(({ ctx }) => ctx.services.machine.suspend()),
  wake: ownerProcedure.mutation(({ ctx }) => ctx.services.machine.wake()),
  cancel: procedure.mutation(({ ctx }) => ctx.services.machine.cancel()),
})

import { z } from 'zod'
import { live, procedure, router } from './trpc.ts'

export const windowsContainersRouter = router({
  look: procedure.query(({ ctx, signal }) => ctx.services.windowsContainers.look(live(signal))),
  add: procedure.mutation(({ ctx }) => ctx.services.windowsContainers.add()),
  remove: procedure
    .input(z.object({ deleteData: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.windowsContainers.remove(input)),
})

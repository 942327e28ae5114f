import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { live, procedure, router } from './trpc.ts'

export const imagesRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.images.watch(live(signal))),
  pull: procedure
    .input(z.object({ reference: ObjectRef }))
    .mutation(({ ctx, input }) => ctx.services.engine.images.pull(input.reference)),
  remove: procedure
    .input(z.object({ id: ObjectRef, force: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.engine.images.remove(input.id, input)),
})

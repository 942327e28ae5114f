import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { live, procedure, router } from './trpc.ts'

export const statsRouter = router({
  watch: procedure
    .input(z.object({ id: ObjectRef.nullable().default(null) }).prefault({}))
    .subscription(({ ctx, input, signal }) => ctx.services.engine.stats.watch(input, live(signal))),
  history: procedure
    .input(z.object({ id: ObjectRef }))
    .query(({ ctx, input }) => ctx.services.engine.stats.history(input.id)),
})

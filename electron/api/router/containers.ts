import { z } from 'zod'
import { ContainerAction } from '../schema/containers.ts'
import { ObjectRef } from '../schema/object.ts'
import { live, procedure, router } from './trpc.ts'

const one = z.object({ id: ObjectRef })

export const containersRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.containers.watch(live(signal))),
  detail: procedure
    .input(one.extend({ size: z.boolean().default(false) }))
    .query(({ ctx, input }) => ctx.services.engine.containers.detail(input.id, { size: input.size })),
  act: procedure
    .input(one.extend({ action: ContainerAction }))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.act(input.id, input.action)),
  remove: procedure
    .input(one.extend({ force: z.boolean().default(false), volumes: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.remove(input.id, input)),
  stopped: procedure.query(({ ctx }) => ctx.services.engine.containers.stopped()),
  prune: procedure
    .input(z.object({ ids: z.array(ObjectRef).min(1).max(100_000) }))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.prune(input.ids)),
})

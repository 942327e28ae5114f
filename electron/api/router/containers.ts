import { z } from 'zod'
import { CommitOptions, ContainerName, LiveUpdate } from '../schema/container.ts'
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
  rename: procedure
    .input(one.extend({ name: ContainerName }))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.rename(input.id, input.name)),
  update: procedure
    .input(one.extend({ change: LiveUpdate }))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.update(input.id, input.change)),
  commit: procedure
    .input(one.extend(CommitOptions.shape))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.commit(input.id, input)),
  /** The path at which its files can be fetched once, as a tar. */
  export: procedure
    .input(one)
    .mutation(async ({ ctx, input }) =>
      ctx.services.transfers.download(await ctx.services.engine.containers.export(input.id)),
    ),
  processes: procedure
    .input(one)
    .query(({ ctx, input }) => ctx.services.engine.containers.processes(input.id)),
  changes: procedure.input(one).query(({ ctx, input }) => ctx.services.engine.containers.changes(input.id)),
  written: procedure
    .input(z.object({ ids: z.array(ObjectRef).min(1).max(1000) }))
    .query(({ ctx, input, signal }) => ctx.services.engine.containers.written(input.ids, signal)),
  remove: procedure
    .input(one.extend({ force: z.boolean().default(false), volumes: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.engine.containers.remove(input.id, input)),
})

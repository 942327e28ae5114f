import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { NewVolume, VolumeName } from '../schema/volumes.ts'
import { live, procedure, router } from './trpc.ts'

const one = z.object({ name: ObjectRef })

export const volumesRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.volumes.watch(live(signal))),
  sizes: procedure.query(({ ctx, signal }) => ctx.services.engine.volumes.sizes(live(signal))),
  create: procedure.input(NewVolume).mutation(({ ctx, input }) => ctx.services.engine.volumes.create(input)),
  remove: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.volumes.remove(input.name)),
  /** The address at which the tar can be fetched once. */
  backup: procedure
    .input(one.extend({ gzip: z.boolean().default(false) }))
    .mutation(async ({ ctx, input }) =>
      ctx.services.transfers.download(await ctx.services.engine.volumes.backup(input.name, input)),
    ),
  /** The address at which a tar can be put once. */
  restore: procedure
    .input(one.extend({ empty: z.boolean() }))
    .mutation(async ({ ctx, input }) =>
      ctx.services.transfers.upload(await ctx.services.engine.volumes.restore(input.name, input)),
    ),
  clone: procedure
    .input(one.extend({ to: VolumeName }))
    .mutation(({ ctx, input }) => ctx.services.engine.volumes.clone(input.name, input.to)),
})

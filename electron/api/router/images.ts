import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { live, procedure, router } from './trpc.ts'

const Platform = z
  .string()
  .regex(/^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9.]+)?$/, 'not a platform')
  .max(64)
  .nullable()
  .default(null)
const one = z.object({ id: ObjectRef })

/** A file's own name, which only stands in words: no path, nothing that a terminal would take for more. */
const FileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}/\\]+$/u, 'not the name of a file')

export const imagesRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.images.watch(live(signal))),
  sizes: procedure.query(({ ctx }) => ctx.services.engine.images.sizes()),
  detail: procedure
    .input(one.extend({ platform: Platform }))
    .query(({ ctx, input }) => ctx.services.engine.images.detail(input.id, input.platform)),
  pull: procedure
    .input(z.object({ reference: ObjectRef, platform: Platform }))
    .mutation(({ ctx, input }) => ctx.services.engine.images.pull(input.reference, input.platform)),
  push: procedure
    .input(z.object({ reference: ObjectRef }))
    .mutation(({ ctx, input }) => ctx.services.engine.images.push(input.reference)),
  tag: procedure
    .input(one.extend({ name: ObjectRef }))
    .mutation(({ ctx, input }) => ctx.services.engine.images.tag(input.id, input.name)),
  remove: procedure
    .input(one.extend({ force: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.engine.images.remove(input.id, input)),
  save: procedure
    .input(z.object({ names: z.array(ObjectRef).min(1).max(200) }))
    .mutation(({ ctx, input }) =>
      ctx.services.transfers.download(ctx.services.engine.images.save(input.names)),
    ),
  load: procedure
    .input(z.object({ file: FileName, importAs: ObjectRef.nullable().default(null) }))
    .mutation(({ ctx, input }) =>
      ctx.services.transfers.upload(ctx.services.engine.images.load(input.file, input.importAs)),
    ),
  news: procedure
    .input(z.object({ tag: ObjectRef, fresh: z.boolean() }))
    .query(({ ctx, input }) => ctx.services.engine.images.news(input.tag, input.fresh)),
})

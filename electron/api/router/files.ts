import { z } from 'zod'
import { FilePath, FilePlace, maxTextBytes, TextForm } from '../schema/files.ts'
import { live, procedure, router } from './trpc.ts'

const at = z.object({ place: FilePlace, path: FilePath })
const several = z.object({ place: FilePlace, paths: z.array(FilePath).min(1).max(10_000) })

export const filesRouter = router({
  look: procedure
    .input(at)
    .query(({ ctx, input }) => ctx.services.engine.files.look(input.place, input.path)),
  list: procedure
    .input(at.extend({ limitBytes: z.number().int().positive().nullable() }))
    .subscription(({ ctx, input, signal }) =>
      ctx.services.engine.files.list(input.place, input.path, input, live(signal)),
    ),
  read: procedure
    .input(at)
    .query(({ ctx, input }) => ctx.services.engine.files.read(input.place, input.path)),
  write: procedure
    .input(
      at.extend({
        text: z.string().max(maxTextBytes),
        form: TextForm,
        version: z.string().max(128).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.engine.files.write(input.place, input.path, input)),
  makeFolder: procedure
    .input(at)
    .mutation(({ ctx, input }) => ctx.services.engine.files.makeFolder(input.place, input.path)),
  rename: procedure
    .input(z.object({ place: FilePlace, from: FilePath, to: FilePath }))
    .mutation(({ ctx, input }) => ctx.services.engine.files.rename(input.place, input.from, input.to)),
  remove: procedure
    .input(several)
    .mutation(({ ctx, input }) => ctx.services.engine.files.remove(input.place, input.paths)),
  measure: procedure
    .input(several)
    .query(({ ctx, input }) => ctx.services.engine.files.measure(input.place, input.paths)),
  search: procedure
    .input(at.extend({ text: z.string().min(1).max(255) }))
    .subscription(({ ctx, input, signal }) =>
      ctx.services.engine.files.search(input.place, input.path, input.text, live(signal)),
    ),
  /** The address at which the file, or a tar of all of them, can be fetched once. */
  download: procedure
    .input(several)
    .mutation(async ({ ctx, input }) =>
      ctx.services.transfers.download(await ctx.services.engine.files.download(input.place, input.paths)),
    ),
  /** The address at which a tar can be put once, to be taken apart in the folder. */
  upload: procedure
    .input(at)
    .mutation(async ({ ctx, input }) =>
      ctx.services.transfers.upload(await ctx.services.engine.files.upload(input.place, input.path)),
    ),
})

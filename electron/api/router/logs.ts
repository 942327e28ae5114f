import { z } from 'zod'
import { LogFileQuery, LogQuery } from '../schema/logs.ts'
import { live, procedure, router } from './trpc.ts'

export const logsRouter = router({
  follow: procedure
    .input(LogQuery)
    .subscription(({ ctx, input, signal }) => ctx.services.engine.logs.follow(input, live(signal))),
  took: procedure
    .input(z.object({ feed: z.string().max(64), number: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => ctx.services.engine.logs.took(input.feed, input.number)),
  /** A path at which the whole log can be fetched once. */
  download: procedure
    .input(LogFileQuery)
    .mutation(async ({ ctx, input }) =>
      ctx.services.transfers.download(await ctx.services.engine.logs.file(input)),
    ),
})

import { z } from 'zod'
import { BuildRequest } from '../schema/builds.ts'
import { live, procedure, router } from './trpc.ts'

const BuildId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
const one = z.object({ id: BuildId })
const untold = (signal: AbortSignal | undefined): AbortSignal => signal ?? new AbortController().signal

export const buildsRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.builds.watch(live(signal))),
  count: procedure.subscription(({ ctx, signal }) => ctx.services.builds.count(live(signal))),
  detail: procedure
    .input(one)
    .query(({ ctx, input, signal }) => ctx.services.builds.detail(input.id, untold(signal))),
  follow: procedure
    .input(one)
    .subscription(({ ctx, input, signal }) => ctx.services.builds.follow(input.id, live(signal))),
  look: procedure
    .input(BuildRequest.pick({ context: true, dockerfile: true, target: true }))
    .query(({ ctx, input, signal }) => ctx.services.builds.look(input, untold(signal))),
  start: procedure.input(BuildRequest).mutation(({ ctx, input }) => ctx.services.builds.start(input)),
  remove: procedure
    .input(z.object({ ids: z.array(BuildId).min(1).max(1000) }))
    .mutation(({ ctx, input }) => ctx.services.builds.remove(input.ids)),
})

export const buildCacheRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.engine.buildCache.list()),
})

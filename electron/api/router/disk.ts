import { z } from 'zod'
import { CleanUpKinds, CleanUpPlan } from '../schema/clean-up.ts'
import { RetentionRules } from '../schema/retention.ts'
import { live, procedure, router } from './trpc.ts'

export const diskRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.disk.watch(live(signal))),
  measure: procedure.mutation(({ ctx }) => ctx.services.disk.measure()),
  data: procedure.query(({ ctx, signal }) => ctx.services.disk.data(signal ?? new AbortController().signal)),
  /** A subscription, though it answers once: only that ends when whoever asked is gone. */
  preview: procedure
    .input(z.object({ kinds: CleanUpKinds }))
    .subscription(({ ctx, input, signal }) => ctx.services.disk.preview(input.kinds, live(signal))),
  cleanUp: procedure.input(CleanUpPlan).mutation(({ ctx, input }) => ctx.services.disk.cleanUp(input)),
  trim: procedure.mutation(({ ctx }) => ctx.services.disk.trim()),
})

export const retentionRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.retention.watch(live(signal))),
  save: procedure
    .input(z.object({ rules: RetentionRules }))
    .mutation(({ ctx, input }) => ctx.services.retention.save(input.rules)),
  preview: procedure
    .input(z.object({ rules: RetentionRules }))
    .subscription(({ ctx, input, signal }) => ctx.services.retention.preview(input.rules, live(signal))),
  run: procedure.mutation(({ ctx }) => ctx.services.retention.run()),
})

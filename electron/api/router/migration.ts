import { z } from 'zod'
import { MigrationPlan } from '../schema/migration.ts'
import { procedure, router } from './trpc.ts'

const whole = (signal: AbortSignal | undefined): AbortSignal => signal ?? new AbortController().signal

export const migrationRouter = router({
  sources: procedure.query(({ ctx, signal }) => ctx.services.migration.sources(whole(signal))),
  inventory: procedure
    .input(z.object({ source: z.string().min(1).max(4096) }))
    .query(({ ctx, input, signal }) => ctx.services.migration.inventory(input.source, whole(signal))),
  start: procedure.input(MigrationPlan).mutation(({ ctx, input }) => ctx.services.migration.start(input)),
})

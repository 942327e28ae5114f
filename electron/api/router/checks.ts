import { z } from 'zod'
import { CheckAction } from '../schema/checks.ts'
import { procedure, router } from './trpc.ts'

export const checksRouter = router({
  run: procedure.query(({ ctx, signal }) => ctx.services.checks.run(signal ?? new AbortController().signal)),
  fix: procedure
    .input(z.object({ action: CheckAction }))
    .mutation(({ ctx, input }) => ctx.services.checks.fix(input.action)),
})

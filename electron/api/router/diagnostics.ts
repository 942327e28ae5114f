import { z } from 'zod'
import { ownerProcedure, procedure, router } from './trpc.ts'

export const diagnosticsRouter = router({
  contents: procedure.query(({ ctx }) => ctx.services.diagnostics.contents()),
  /** The address at which the zip can be fetched once. */
  download: procedure.mutation(({ ctx }) =>
    ctx.services.transfers.download(ctx.services.diagnostics.download()),
  ),
  write: ownerProcedure
    .input(z.object({ file: z.string().min(1).max(4096) }))
    .mutation(({ ctx, input, signal }) =>
      ctx.services.diagnostics.write(input.file, signal ?? new AbortController().signal),
    ),
})

import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { ImageName, RunSpec } from '../schema/run-spec.ts'
import { procedure, router } from './trpc.ts'

const one = z.object({ id: ObjectRef })

export const createRouter = router({
  offers: procedure.query(({ ctx }) => ctx.services.engine.create.offers()),
  editable: procedure.input(one).query(({ ctx, input }) => ctx.services.engine.create.editable(input.id)),
  run: procedure
    .input(z.object({ spec: RunSpec, start: z.boolean().default(true) }))
    .mutation(({ ctx, input }) => ctx.services.engine.create.run(input.spec, { start: input.start })),
  image: procedure
    .input(z.object({ reference: ImageName }))
    .query(({ ctx, input }) => ctx.services.engine.create.image(input.reference)),
  made: procedure
    .input(z.object({ job: z.string().min(1).max(64) }))
    .query(({ ctx, input }) => ctx.services.engine.create.made(input.job)),
  recreate: procedure
    .input(one.extend({ spec: RunSpec, start: z.boolean(), keepOld: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id, spec, ...options } }) =>
      ctx.services.engine.create.recreate(id, spec, options),
    ),
  settle: procedure
    .input(
      z.object({
        name: ObjectRef,
        stamp: z.string().regex(/^\d{8}t\d{6}$/),
        keep: z.enum(['old', 'new']),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.engine.create.settle(input)),
})

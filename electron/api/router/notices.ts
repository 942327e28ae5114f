import { z } from 'zod'
import { Mutable, NoticeKind } from '../schema/notices.ts'
import { live, procedure, router } from './trpc.ts'

export const noticesRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.notices.watch(live(signal))),
  choices: procedure.subscription(({ ctx, signal }) => ctx.services.engine.notices.choices(live(signal))),
  setKind: procedure
    .input(z.object({ kind: NoticeKind, on: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.engine.notices.setKind(input.kind, input.on)),
  mute: procedure
    .input(z.object({ whose: Mutable, muted: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.engine.notices.mute(input.whose, input.muted)),
  read: procedure.mutation(({ ctx }) => ctx.services.engine.notices.read()),
  dismiss: procedure
    .input(z.object({ id: z.string().min(1).max(64).nullable() }))
    .mutation(({ ctx, input }) => ctx.services.engine.notices.dismiss(input.id)),
})

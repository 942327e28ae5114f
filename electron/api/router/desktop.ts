import { z } from 'zod'
import { DesktopLanguage, PageAddress } from '../schema/desktop.ts'
import { UpdateAct, UpdateState } from '../schema/update.ts'
import { live, ownerProcedure, procedure, router } from './trpc.ts'

export const desktopRouter = router({
  show: ownerProcedure
    .input(z.object({ address: PageAddress }))
    .mutation(({ ctx, input }) => ctx.services.desktop.show(input.address)),
  shown: procedure.subscription(({ ctx, signal }) => ctx.services.desktop.shown(live(signal))),
  speak: procedure
    .input(z.object({ language: DesktopLanguage }))
    .mutation(({ ctx, input }) => ctx.services.desktop.speak(input.language)),
  tellUpdate: ownerProcedure
    .input(z.object({ state: UpdateState }))
    .mutation(({ ctx, input }) => ctx.services.desktop.tellUpdate(input.state)),
  update: procedure.subscription(({ ctx, signal }) => ctx.services.desktop.update(live(signal))),
  actOnUpdate: procedure
    .input(z.object({ act: UpdateAct }))
    .mutation(({ ctx, input }) => ctx.services.desktop.actOnUpdate(input.act)),
  updateActs: ownerProcedure.subscription(({ ctx, signal }) => ctx.services.desktop.updateActs(live(signal))),
  spoken: procedure.subscription(({ ctx, signal }) => ctx.services.desktop.spoken(live(signal))),
})

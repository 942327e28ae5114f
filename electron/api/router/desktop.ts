import { z } from 'zod'
import { DesktopLanguage, PageAddress } from '../schema/desktop.ts'
import { live, ownerProcedure, procedure, router } from './trpc.ts'

export const desktopRouter = router({
  show: ownerProcedure
    .input(z.object({ address: PageAddress }))
    .mutation(({ ctx, input }) => ctx.services.desktop.show(input.address)),
  shown: procedure.subscription(({ ctx, signal }) => ctx.services.desktop.shown(live(signal))),
  speak: procedure
    .input(z.object({ language: DesktopLanguage }))
    .mutation(({ ctx, input }) => ctx.services.desktop.speak(input.language)),
  spoken: procedure.subscription(({ ctx, signal }) => ctx.services.desktop.spoken(live(signal))),
})

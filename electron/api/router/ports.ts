import { live, procedure, router } from './trpc.ts'

export const portsRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.ports.watch(live(signal))),
})

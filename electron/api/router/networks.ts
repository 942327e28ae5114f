import { z } from 'zod'
import { Joining, NewNetwork } from '../schema/networks.ts'
import { ObjectRef } from '../schema/object.ts'
import { live, procedure, router } from './trpc.ts'

const one = z.object({ id: ObjectRef })
const pair = z.object({ network: ObjectRef, container: ObjectRef })

export const networksRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.networks.watch(live(signal))),
  create: procedure
    .input(NewNetwork)
    .mutation(({ ctx, input }) => ctx.services.engine.networks.create(input)),
  connect: procedure
    .input(pair.extend({ joining: Joining }))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.networks.connect(input.network, input.container, input.joining),
    ),
  disconnect: procedure
    .input(pair.extend({ force: z.boolean().default(false) }))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.networks.disconnect(input.network, input.container, input),
    ),
  remove: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.networks.remove(input.id)),
})

import { z } from 'zod'
import { ObjectRef } from '../schema/object.ts'
import { RegistryHost } from '../schema/registries.ts'
import { procedure, router } from './trpc.ts'

const one = z.object({ registry: RegistryHost })
const Secret = z
  .string()
  .min(1)
  .max(16 * 1024)

export const registriesRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.engine.registries.list()),
  login: procedure
    .input(one.extend({ user: z.string().min(1).max(512), password: Secret }))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.registries.login(input.registry, input.user, input.password),
    ),
  logout: procedure
    .input(one)
    .mutation(({ ctx, input }) => ctx.services.engine.registries.logout(input.registry)),
  test: procedure
    .input(one)
    .mutation(({ ctx, input }) => ctx.services.engine.registries.test(input.registry)),
  tags: procedure
    .input(z.object({ name: ObjectRef }))
    .query(({ ctx, input, signal }) => ctx.services.engine.registries.tags(input.name, signal)),
})

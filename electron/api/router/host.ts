import { z } from 'zod'
import { LogName } from '../schema/host.ts'
import { EngineSettings } from '../schema/engine-settings.ts'
import { SettingName } from '../schema/settings.ts'
import { live, ownerProcedure, procedure, router } from './trpc.ts'

export const hostRouter = router({
  info: procedure.query(({ ctx }) => ctx.services.host.info()),
  isNew: procedure.query(({ ctx }) => ctx.services.host.isNew()),
  welcomed: procedure.mutation(({ ctx }) => ctx.services.host.welcomed()),
  pageUrl: ownerProcedure.mutation(({ ctx }) => ctx.services.host.pageUrl()),
  logs: procedure
    .input(
      z.object({
        log: LogName,
        lines: z.number().int().min(0).max(100_000).default(200),
        follow: z.boolean().default(false),
      }),
    )
    .subscription(({ ctx, input, signal }) => ctx.services.host.logs(input, live(signal))),
  resetPreview: ownerProcedure.query(({ ctx }) => ctx.services.host.resetPreview()),
  reset: ownerProcedure.mutation(({ ctx }) => ctx.services.host.reset()),
  leave: ownerProcedure.mutation(({ ctx }) => ctx.services.host.leave()),
  shutDown: ownerProcedure
    .input(z.object({ unlessUsed: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.host.shutDown(input)),
})

const engineSettingsRouter = router({
  view: procedure.query(({ ctx }) => ctx.services.settings.engine.view()),
  effects: procedure.query(({ ctx }) => ctx.services.settings.engine.effects()),
  check: procedure
    .input(z.object({ engine: EngineSettings }))
    .mutation(({ ctx, input }) => ctx.services.settings.engine.check(input.engine)),
  applyNow: procedure
    .input(z.object({ engine: EngineSettings }))
    .mutation(({ ctx, input }) => ctx.services.settings.engine.apply(input.engine)),
})

export const settingsRouter = router({
  engine: engineSettingsRouter,
  list: procedure.query(({ ctx }) => ctx.services.settings.list()),
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.settings.watch(live(signal))),
  set: procedure
    .input(z.object({ name: SettingName, value: z.json() }))
    .mutation(({ ctx, input }) => ctx.services.settings.set(input.name, input.value)),
})

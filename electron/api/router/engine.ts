import { z } from 'zod'
import { ContainerAction, ObjectRef, TerminalSize } from '../schema/engine.ts'
import { live, procedure, router } from './trpc.ts'

const one = z.object({ id: ObjectRef })

export const containersRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.watchContainers(live(signal))),
  detail: procedure
    .input(one.extend({ size: z.boolean().default(false) }))
    .query(({ ctx, input }) => ctx.services.engine.container(input.id, { size: input.size })),
  act: procedure
    .input(one.extend({ action: ContainerAction }))
    .mutation(({ ctx, input }) => ctx.services.engine.act(input.id, input.action)),
  remove: procedure
    .input(one.extend({ force: z.boolean().default(false), volumes: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.engine.removeContainer(input.id, input)),
  logs: procedure
    .input(
      one.extend({
        tail: z.number().int().min(0).max(1_000_000).default(1000),
        follow: z.boolean().default(true),
        since: z.string().max(64).nullable().default(null),
      }),
    )
    .subscription(({ ctx, input, signal }) => ctx.services.engine.containerLogs(input, live(signal))),
})

export const terminalsRouter = router({
  open: procedure
    .input(
      one.extend({
        command: z.array(z.string().max(4096)).min(1).max(64).nullable().default(null),
        size: TerminalSize,
      }),
    )
    .subscription(({ ctx, input, signal }) => ctx.services.engine.terminal(input, live(signal))),
  input: procedure
    .input(z.object({ terminal: z.string().max(64), base64: z.base64().max(1_500_000) }))
    .mutation(({ ctx, input }) =>
      ctx.services.engine.terminalInput(input.terminal, Buffer.from(input.base64, 'base64')),
    ),
  resize: procedure
    .input(z.object({ terminal: z.string().max(64), size: TerminalSize }))
    .mutation(({ ctx, input }) => ctx.services.engine.terminalResize(input.terminal, input.size)),
})

export const imagesRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.watchImages(live(signal))),
  pull: procedure
    .input(z.object({ reference: ObjectRef }))
    .mutation(({ ctx, input }) => ctx.services.engine.pull(input.reference)),
  remove: procedure
    .input(one.extend({ force: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.engine.removeImage(input.id, input)),
})

export const jobsRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.watchJobs(live(signal))),
  cancel: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.cancelJob(input.id)),
  dismiss: procedure.input(one).mutation(({ ctx, input }) => ctx.services.engine.dismissJob(input.id)),
})

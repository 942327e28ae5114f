import { z } from 'zod'
import { ComposeAction, ComposeFiles, HostPath, maxComposeBytes, ProjectName } from '../schema/compose.ts'
import { live, procedure, router } from './trpc.ts'

const one = z.object({ project: ProjectName })
const file = one.extend({ path: HostPath })
const text = z.string().max(maxComposeBytes)

export const composeRouter = router({
  watch: procedure.subscription(({ ctx, signal }) => ctx.services.engine.compose.watch(live(signal))),
  open: procedure
    .input(z.object({ path: HostPath }))
    .mutation(({ ctx, input }) => ctx.services.engine.compose.open(input.path)),
  create: procedure
    .input(
      z.object({
        dir: HostPath,
        name: z
          .string()
          .max(255)
          .regex(/^[^/\0]+\.ya?ml$/, 'the name of a compose file ends in .yaml or .yml'),
        text,
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.engine.compose.create(input.dir, input.name, input.text)),
  forget: procedure
    .input(one)
    .mutation(({ ctx, input }) => ctx.services.engine.compose.forget(input.project)),
  choose: procedure
    .input(one.extend(ComposeFiles.pick({ envFiles: true, profiles: true }).shape))
    .mutation(({ ctx, input }) => ctx.services.engine.compose.choose(input.project, input)),
  act: procedure
    .input(one.extend({ action: ComposeAction }))
    .mutation(({ ctx, input }) => ctx.services.engine.compose.act(input.project, input.action)),
  output: procedure
    .input(one)
    .subscription(({ ctx, input, signal }) =>
      ctx.services.engine.compose.output(input.project, live(signal)),
    ),
  model: procedure.input(one).query(({ ctx, input }) => ctx.services.engine.compose.model(input.project)),
  config: procedure
    .input(one.extend({ interpolate: z.boolean().default(true) }))
    .query(({ ctx, input }) => ctx.services.engine.compose.config(input.project, input)),
  volumes: procedure.input(one).query(({ ctx, input }) => ctx.services.engine.compose.volumes(input.project)),
  read: procedure
    .input(file)
    .query(({ ctx, input }) => ctx.services.engine.compose.read(input.project, input.path)),
  save: procedure
    .input(file.extend({ text, mark: z.string().max(128) }))
    .mutation(({ ctx, input: { project, path, text: typed, mark } }) =>
      ctx.services.engine.compose.save(project, path, typed, mark),
    ),
  changes: procedure
    .input(file)
    .subscription(({ ctx, input, signal }) =>
      ctx.services.engine.compose.changes(input.project, input.path, live(signal)),
    ),
})

import { z } from 'zod'
import { PlacePath, PlaceUse } from '../schema/places.ts'
import { procedure, router } from './trpc.ts'

export const placesRouter = router({
  list: procedure
    .input(z.object({ path: PlacePath }))
    .query(({ ctx, input }) => ctx.services.places.list(input.path)),
  missing: procedure
    .input(z.object({ paths: z.array(PlacePath).max(64) }))
    .query(({ ctx, input }) => ctx.services.places.missing(input.paths)),
  recent: procedure
    .input(z.object({ use: PlaceUse }))
    .query(({ ctx, input }) => ctx.services.places.recent(input.use)),
  remember: procedure
    .input(z.object({ use: PlaceUse, path: PlacePath }))
    .mutation(({ ctx, input }) => ctx.services.places.remember(input.use, input.path)),
})

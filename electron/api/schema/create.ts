import { z } from 'zod'
import { RunSpec } from './run-spec.ts'

/** What the engine has that a container can be given. */
export const Offers = z.object({
  volumes: z.array(z.string()),
  networks: z.array(z.object({ name: z.string(), driver: z.string() })),
  /** what docker itself would give a new one: HTTP_PROXY and the like, as the engine's settings or docker's say */
  proxies: RunSpec.shape.env,
})
export type Offers = z.infer<typeof Offers>

/** A container that is there, as it can be made again. */
export const Editable = z.object({
  spec: RunSpec,
  running: z.boolean(),
  /** its image's name means another image by now, which the new one would get */
  imageMoved: z.boolean(),
})
export type Editable = z.infer<typeof Editable>

/** What a job made. */
export const Made = z.object({ id: z.string(), name: z.string(), warnings: z.array(z.string()) })
export type Made = z.infer<typeof Made>

import { z } from 'zod'
import { ObjectRef } from './object.ts'

/** Another engine that answers on this computer. */
export const MigrationSource = z.object({
  /** the path of its socket */
  id: z.string(),
  /** the docker context that leads there, or what its socket's place says */
  name: z.string(),
  version: z.string(),
  system: z.string(),
})
export type MigrationSource = z.infer<typeof MigrationSource>

/** What was looked for: engines to copy from, and docker contexts that lead where nothing is copied from. */
export const MigrationSources = z.object({
  engines: z.array(MigrationSource),
  /** not a Unix socket of this computer; `endpoint` without who it logs in as */
  elsewhere: z.array(z.object({ name: z.string(), endpoint: z.string() })),
})
export type MigrationSources = z.infer<typeof MigrationSources>

/** `there`: Berth's engine has one of that name, so it is left out. */
export const MigrationInventory = z.object({
  images: z.array(z.object({ id: z.string(), bytes: z.number(), there: z.boolean() })),
  volumes: z.array(z.object({ id: z.string(), bytes: z.number().nullable(), there: z.boolean() })),
  containers: z.array(
    z.object({
      id: z.string(),
      image: z.string(),
      volumes: z.array(z.string()),
      /** folders and files of the other engine's computer that it mounts: they do not come along */
      binds: z.array(z.string()),
      running: z.boolean(),
      there: z.boolean(),
    }),
  ),
})
export type MigrationInventory = z.infer<typeof MigrationInventory>

const some = z.array(ObjectRef).max(2000)

/** What is copied: names of images, volumes and containers. What a container needs comes along by itself. */
export const MigrationPlan = z.object({
  source: z.string().min(1).max(4096),
  images: some,
  volumes: some,
  containers: some,
})
export type MigrationPlan = z.infer<typeof MigrationPlan>

import { z } from 'zod'

/** A registry's host, with its port: "ghcr.io", "127.0.0.1:5000"; Docker Hub is "docker.io". */
export const RegistryHost = z
  .string()
  .max(261)
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/, 'not a registry')

export const RegistryLogin = z.object({
  registry: RegistryHost,
  /** null where a token says who it is */
  user: z.string().nullable(),
  /** the credential helper that keeps it; null: it stands in docker's config.json, which anybody who reads it can use */
  helper: z.string().nullable(),
})
export type RegistryLogin = z.infer<typeof RegistryLogin>

export const RegistryLogins = z.object({
  logins: z.array(RegistryLogin),
  /** the helper that would keep a new one; null: docker's config.json */
  keeper: z.string().nullable(),
})
export type RegistryLogins = z.infer<typeof RegistryLogins>

/** Tags that a registry offers for a name, the likeliest first. */
export const OfferedTags = z.object({
  tags: z.array(z.string()),
  /** there are more than were asked for */
  more: z.boolean(),
})
export type OfferedTags = z.infer<typeof OfferedTags>

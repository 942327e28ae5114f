import { z } from 'zod'

/** What a container may be noticed for: it died unasked, it was killed for want of memory, it turned unhealthy. */
export const NoticeKind = z.enum(['died', 'oom', 'unhealthy'])
export type NoticeKind = z.infer<typeof NoticeKind>

/** One container that a notice is about. */
export const NoticedContainer = z.object({
  id: z.string(),
  name: z.string(),
  composeProject: z.string().nullable(),
  /** of the last time; null where it did not end */
  exitCode: z.number().nullable(),
  /** how often it happened */
  count: z.number(),
  lastAt: z.string(),
  /** the last line that it wrote before it died, where that could be read */
  line: z.string().nullable(),
})
export type NoticedContainer = z.infer<typeof NoticedContainer>

/** What a user should know though nobody asked: many of a kind within some seconds, or over and over, are one. */
export const Notice = z.object({
  id: z.string(),
  kind: NoticeKind,
  /** ISO 8601, by the engine's clock */
  firstAt: z.string(),
  lastAt: z.string(),
  /** how often it happened, to all of its containers */
  count: z.number(),
  containers: z.array(NoticedContainer),
  /** so many further containers are not named */
  more: z.number(),
  read: z.boolean(),
})
export type Notice = z.infer<typeof Notice>

export const mostMuted = 500
const Name = z.string().min(1).max(256)

/** Of what a user wants to be told; kept by the host, for every page and the desktop alike. */
export const NoticeChoices = z.object({
  kinds: z.record(NoticeKind, z.boolean()),
  /** names of containers and of compose projects of which nothing is told */
  containers: z.array(Name).max(mostMuted),
  projects: z.array(Name).max(mostMuted),
})
export type NoticeChoices = z.infer<typeof NoticeChoices>

export const everyNotice: NoticeChoices = {
  kinds: { died: true, oom: true, unhealthy: true },
  containers: [],
  projects: [],
}

/** Whose notices are muted: of a container by its name, or of all containers of a compose project. */
export const Mutable = z.union([z.object({ container: Name }), z.object({ project: Name })])
export type Mutable = z.infer<typeof Mutable>

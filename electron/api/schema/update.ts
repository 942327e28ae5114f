import { z } from 'zod'

const Version = z.string().max(64)

/** Where an update of the desktop app stands. */
export const UpdateState = z.discriminatedUnion('kind', [
  /** this build has nowhere to look, or is not of a kind that replaces itself */
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('none'), checkedAt: z.number().nullable() }),
  z.object({ kind: z.literal('checking') }),
  /** offered; not fetched unless the user, or the setting, wants it */
  z.object({ kind: z.literal('available'), version: Version }),
  z.object({ kind: z.literal('fetching'), version: Version, percent: z.number().min(0).max(100) }),
  /** fetched; installed when the user says so, never by itself */
  z.object({ kind: z.literal('ready'), version: Version }),
  z.object({ kind: z.literal('installing'), version: Version }),
  z.object({
    kind: z.literal('failed'),
    what: z.enum(['check', 'fetch', 'install']),
    message: z.string().max(4000),
  }),
])
export type UpdateState = Readonly<z.infer<typeof UpdateState>>

/** What the user wants of an update; `later` and `skip` put off what is offered. */
export const UpdateAct = z.enum(['check', 'fetch', 'install', 'later', 'skip'])
export type UpdateAct = z.infer<typeof UpdateAct>

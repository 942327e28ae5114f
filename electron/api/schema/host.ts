import { z } from 'zod'

export const LogName = z.enum(['host', 'machine', 'engine', 'desktop'])
export type LogName = z.infer<typeof LogName>

export const HostInfo = z.object({
  pid: z.number(),
  version: z.string(),
  home: z.string(),
  /** windows and browser sessions that use the host now */
  sessions: z.number(),
  /** what there is for the machine to have a part of */
  computer: z.object({ cpus: z.number(), memoryMiB: z.number() }),
})
export type HostInfo = z.infer<typeof HostInfo>

/** What a factory reset would destroy: named and sized, for the question before it. */
export const ResetPreview = z.object({
  home: z.string(),
  items: z.array(z.object({ what: z.string(), path: z.string(), bytes: z.number() })),
  bytes: z.number(),
})
export type ResetPreview = z.infer<typeof ResetPreview>

/** First message of a client on `/shell`; sizes only with a terminal. */
export const ShellRequest = z.object({
  kind: z.literal('start'),
  /** argv of the command, or null for a login shell; quoted for the guest's shell by the guest room */
  command: z.array(z.string()).min(1).nullable(),
  terminal: z
    .object({
      term: z.string().max(64),
      columns: z.number().int().positive(),
      rows: z.number().int().positive(),
    })
    .nullable(),
})
export type ShellRequest = z.infer<typeof ShellRequest>

export const ShellControl = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('resize'),
    columns: z.number().int().positive(),
    rows: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('end-of-input') }),
])
export type ShellControl = z.infer<typeof ShellControl>

export const ShellResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exit'), code: z.number() }),
  z.object({
    kind: z.literal('error'),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
  }),
])
export type ShellResult = z.infer<typeof ShellResult>

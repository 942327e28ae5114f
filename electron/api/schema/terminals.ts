import { z } from 'zod'

export const TerminalEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), terminal: z.string() }),
  z.object({ kind: z.literal('output'), base64: z.string() }),
  z.object({ kind: z.literal('exit'), code: z.number().nullable() }),
])
export type TerminalEvent = z.infer<typeof TerminalEvent>

export const TerminalSize = z.object({
  columns: z.number().int().min(1).max(1000),
  rows: z.number().int().min(1).max(1000),
})
export type TerminalSize = z.infer<typeof TerminalSize>

import { z } from 'zod'

/** One file of the diagnostics, as it is told before they are made. */
export const DiagnosticsPart = z.object({
  name: z.string(),
  what: z.enum(['versions', 'status', 'checks', 'settings', 'log']),
  /** about how large it is unpacked */
  bytes: z.number().nonnegative(),
})
export type DiagnosticsPart = z.infer<typeof DiagnosticsPart>

/** Where the diagnostics were written to. */
export const DiagnosticsFile = z.object({
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  parts: z.array(z.string()),
})
export type DiagnosticsFile = z.infer<typeof DiagnosticsFile>

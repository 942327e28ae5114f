import { z } from 'zod'

/** How a container's main process can be talked to. */
export const MainProcess = z.object({
  tty: z.boolean(),
  /** `once`: it is closed for good by who ends it, or leaves after having typed something */
  input: z.enum(['open', 'closed', 'once']),
})
export type MainProcess = z.infer<typeof MainProcess>

export const TerminalEvent = z.discriminatedUnion('kind', [
  /** `main`: it is the container's own main process; what was shown before this is the end of its log */
  z.object({ kind: z.literal('opened'), terminal: z.string(), main: MainProcess.nullable() }),
  z.object({ kind: z.literal('output'), base64: z.string() }),
  z.object({ kind: z.literal('exit'), code: z.number().nullable() }),
  /** the main process goes on without us */
  z.object({ kind: z.literal('detached') }),
])
export type TerminalEvent = z.infer<typeof TerminalEvent>

export const TerminalSize = z.object({
  columns: z.number().int().min(1).max(1000),
  rows: z.number().int().min(1).max(1000),
})
export type TerminalSize = z.infer<typeof TerminalSize>

/** Who a program runs as, as the engine takes it: a name or a number, and maybe a group. */
export const ExecUser = z
  .string()
  .max(256)
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
    'not a user, such as root or 1000:1000',
  )

export const TerminalOptions = z.object({
  /** the program and its arguments; null for the container's best shell */
  command: z.array(z.string().max(4096)).min(1).max(64).nullable().default(null),
  /** null for the container's own */
  user: ExecUser.nullable().default(null),
  /** the container's main process in place of a new one; command and user say nothing then */
  attach: z.boolean().default(false),
})
export type TerminalOptions = z.infer<typeof TerminalOptions>

/** What a terminal in a container can be opened with. */
export interface TerminalChoices {
  /** paths of the shells that are there, the best first */
  readonly shells: readonly string[]
  /** names of the users that it knows */
  readonly users: readonly string[]
}

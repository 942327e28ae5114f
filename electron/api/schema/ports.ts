import { z } from 'zod'

/** Whom published ports answer: programs of this computer, or every computer that reaches it. */
export const PublishTo = z.enum(['this-computer', 'network'])
export type PublishTo = z.infer<typeof PublishTo>

/**
 * Why a published port does not answer on this computer: another program has it (`taken`), this computer does not let
 * Berth have it (`denied`), it has no such address, there are too many, or it is none of TCP.
 */
export const PortProblem = z.enum(['taken', 'denied', 'no-address', 'failed', 'too-many', 'not-tcp'])
export type PortProblem = z.infer<typeof PortProblem>

/** A published port as it is on this computer, where the machine's ports are carried to. */
export const PortRow = z.object({
  /** as `portRowId` makes it */
  id: z.string(),
  port: z.number(),
  protocol: z.enum(['tcp', 'udp', 'sctp']),
  /** where it answers: 127.0.0.1:8080 */
  answers: z.array(z.string()),
  /** null while all is well */
  problem: z.object({ kind: PortProblem, address: z.string() }).nullable(),
})
export type PortRow = z.infer<typeof PortRow>

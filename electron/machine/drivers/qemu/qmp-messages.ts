import { z } from 'zod'

/** QEMU Machine Protocol, as far as Berth speaks it (QEMU manual, "QEMU Machine Protocol Specification"). */
export const Greeting = z.object({ QMP: z.object({ version: z.unknown() }) })

export const Event = z.object({
  event: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
})
export type QmpEvent = z.infer<typeof Event>

export const Reply = z.object({
  return: z.unknown().optional(),
  error: z.object({ class: z.string(), desc: z.string() }).optional(),
})

export const RunState = z.object({ status: z.string(), running: z.boolean() })

/** `MIGRATION` events: how a state's writing or reading goes. */
export const MigrationEvent = z.object({ status: z.string() })

/** `BLOCK_IO_ERROR`: a disk request failed; `nospace` tells that the host's disk is full. */
export const BlockError = z.object({
  operation: z.string(),
  action: z.string(),
  nospace: z.boolean().default(false),
  reason: z.string().default(''),
})

/** `SHUTDOWN`: who ended the machine. */
export const ShutdownEvent = z.object({ guest: z.boolean(), reason: z.string().default('') })

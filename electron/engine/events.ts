import { z } from 'zod'
import { clip } from './text.ts'

/** What this room uses of an engine event (GET /events). */
export interface EngineEvent {
  /** container, image, network, volume, … */
  readonly type: string
  /** without its argument: "exec_create: sh" is "exec_create" */
  readonly action: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** ISO 8601 by the engine's clock */
  readonly time: string
}

const Raw = z.object({
  Type: z.string().max(64),
  Action: z.string(),
  Actor: z.object({
    ID: z.string().max(512).default(''),
    Attributes: z.record(z.string(), z.string()).nullish(),
  }),
  time: z.number().nonnegative().max(8.64e12).default(0),
  timeNano: z.number().nonnegative().optional(),
})

/** An event, or null for what is none: the guest may send anything. */
export function parseEvent(value: unknown): EngineEvent | null {
  const parsed = Raw.safeParse(value)
  if (!parsed.success) return null
  const raw = parsed.data
  // Nanoseconds exceed what a JavaScript number holds exactly; milliseconds are left right.
  const ms = raw.timeNano === undefined ? raw.time * 1000 : raw.timeNano / 1e6
  const time = new Date(Math.min(ms, 8.64e15))
  return {
    type: raw.Type,
    action: clip(raw.Action.split(':', 1)[0] ?? '', 64),
    id: raw.Actor.ID,
    attributes: raw.Actor.Attributes ?? {},
    time: time.toISOString(),
  }
}

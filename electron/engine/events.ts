import { z } from 'zod'
import { clip } from './text.ts'

/** What this room uses of an engine event (GET /events). */
export interface EngineEvent {
  /** container, image, network, volume, … */
  readonly type: string
  /** without its argument: "exec_create: sh" is "exec_create" */
  readonly action: string
  /** the argument: the command of an exec, the new health; empty where there is none */
  readonly detail: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** ISO 8601 by the engine's clock */
  readonly time: string
  /** the same in unix nanoseconds, as exactly as a JavaScript number holds it: some 256 of them are one */
  readonly nano: number
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
  const nano = Math.min(raw.timeNano ?? raw.time * 1e9, 8.64e21)
  const colon = raw.Action.indexOf(':')
  return {
    type: raw.Type,
    action: clip(colon < 0 ? raw.Action : raw.Action.slice(0, colon), 64),
    detail: colon < 0 ? '' : clip(raw.Action.slice(colon + 1).trim(), 1024),
    id: raw.Actor.ID,
    attributes: raw.Actor.Attributes ?? {},
    time: new Date(nano / 1e6).toISOString(),
    nano,
  }
}

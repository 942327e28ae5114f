import { z } from 'zod'

/** Something that happened in the engine. */
export const EventRow = z.object({
  /** its number among all that the host heard: a later event has a higher one */
  id: z.string(),
  number: z.number(),
  /** ISO 8601, by the engine's clock */
  time: z.string(),
  /** container, image, network, volume, builder, daemon, …; `berth` for what the host has to say about the list itself */
  type: z.string(),
  action: z.string(),
  /** what stands behind the action: the command of an exec, the new health; empty where there is nothing */
  detail: z.string(),
  /** the object's id */
  object: z.string(),
  name: z.string(),
  composeProject: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
})
export type EventRow = z.infer<typeof EventRow>

/** The host's own entry: between the events around it, some may be missing. */
export const gapType = 'berth'

/**
 * The kinds that come in masses and mostly say how somebody looked at a container: processes inside it (health checks
 * are such), its size, its files.
 */
export function isBackground({ type, action }: Pick<EventRow, 'type' | 'action'>): boolean {
  return type === 'container' && /^(exec_|top$|resize$|archive-path$|extract-to-dir$)/.test(action)
}

/** What the host keeps: rare kinds are not to be washed away by those that come in masses. */
export const mostEvents = 4000
export const mostBackground = 1000

/**
 * The newest events: the whole of what the host keeps first, oldest on top, then what came. Each message is to be
 * acknowledged by `took` with its number, so that a slow page is sent less and not later: what it is not sent is counted.
 */
export type EventsMessage =
  | {
      readonly kind: 'all'
      readonly feed: string
      readonly number: number
      readonly events: readonly EventRow[]
    }
  | {
      readonly kind: 'more'
      readonly number: number
      readonly events: readonly EventRow[]
      /** so many before these were left out, since they came faster than they were taken */
      readonly leftOut: number
    }

import { useState } from 'react'
import type { EventsSnapshot } from './event-feed.ts'

/**
 * The list as it is, or, while it is held, as it was at that moment: nothing moves under the eyes of who reads on. A list
 * that was not there yet is not held.
 */
export function useHeld(now: EventsSnapshot, hold: boolean): EventsSnapshot {
  const [held, setHeld] = useState<EventsSnapshot | null>(null)
  const next = hold && now.loaded ? (held ?? now) : null
  if (next !== held) setHeld(next)
  return next ?? now
}

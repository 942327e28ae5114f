import { z } from 'zod'

/** What the user said to an offer, kept over restarts. */
export const NotNow = z.object({
  version: z.string(),
  /** when it may be mentioned again, in milliseconds since 1970; null: this version never */
  until: z.number().nullable(),
})
export type NotNow = z.infer<typeof NotNow>

const dayMs = 24 * 3600 * 1000

/** "Not now" is for three days, "skip" for good, both for this version only: the next one is offered again. */
export function notNow(version: string, choice: 'later' | 'skip', now: number): NotNow {
  return { version, until: choice === 'skip' ? null : now + 3 * dayMs }
}

/** Whether an offer of this version is held back, and nothing of it is mentioned or fetched. */
export function isHeldBack(said: NotNow | null, version: string, now: number): boolean {
  if (said?.version !== version) return false
  return said.until === null || now < said.until
}

/** Milliseconds between two looks for updates; the first comes a while after the start, which has enough to do. */
export const checkEveryMs = dayMs / 4
export const firstCheckMs = 60_000

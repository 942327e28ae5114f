import { z } from 'zod'

/** What was typed into a file and not saved yet, kept by the browser until it is. */
const Draft = z.object({
  text: z.string(),
  /** the mark of the text that it was made of */
  mark: z.string(),
  /** ISO 8601 */
  at: z.string(),
})
export type Draft = z.infer<typeof Draft>

const keyOf = (path: string): string => `berth.draft.${path}`

export function readDraft(path: string): Draft | null {
  try {
    const stored = localStorage.getItem(keyOf(path))
    return stored === null ? null : Draft.parse(JSON.parse(stored))
  } catch {
    return null
  }
}

/** False where the browser has no room for it. */
export function keepDraft(path: string, text: string, mark: string): boolean {
  try {
    localStorage.setItem(keyOf(path), JSON.stringify({ text, mark, at: new Date().toISOString() }))
    return true
  } catch {
    return false
  }
}

export const dropDraft = (path: string): void => localStorage.removeItem(keyOf(path))

import { z } from 'zod'

const Known = z.object({
  /** of the image: changes whenever one of its files does */
  id: z.string(),
  /** as people say it: "0.1.0+1d2b0d0c" */
  version: z.string(),
  /** where it lay */
  dir: z.string(),
})
export type KnownImage = z.infer<typeof Known>

/** Which images the data disk has met. A note: without it, the image of the day is taken as known. */
export const ImageRecord = z.object({
  /** with which the engine answered last, and since when (ISO 8601) */
  worked: Known.extend({ since: z.string() }).nullable(),
  /** which is new to the disk and has not brought the engine up yet */
  trial: Known.extend({ point: z.string().nullable(), failures: z.number().int().nonnegative() }).nullable(),
  /** which did not, and are not tried again */
  refused: z.array(Known).max(8),
  /** restore points of the disk, oldest first */
  points: z.array(z.string()),
})
export type ImageRecord = z.infer<typeof ImageRecord>

export const noRecord: ImageRecord = { worked: null, trial: null, refused: [], points: [] }

/** Restore points that are kept at most: of the version before, and the one before that. */
export const mostPoints = 2

/** Failed starts of a new image after which the old one comes back. */
export const mostFailures = 2

/** How long the engine must have answered with an image until the way back is given up: a week, in milliseconds. */
export const trustAfterMs = 7 * 24 * 3600 * 1000

export type Plan = 'as-is' | 'new' | 'refused'

/** What an image is to the disk. One that is on trial already is new still, until it has worked. */
export function planFor(record: ImageRecord, id: string): Plan {
  if (record.worked === null || record.worked.id === id) return 'as-is'
  return record.refused.some((image) => image.id === id) ? 'refused' : 'new'
}

export function withWorked(record: ImageRecord, image: KnownImage, now: Date): ImageRecord {
  const since = record.worked?.id === image.id ? record.worked.since : now.toISOString()
  return { ...record, worked: { ...image, since }, trial: null }
}

/** The points that are of no more use: too many, or the image has proved itself. */
export function pointsToDrop(record: ImageRecord, now: Date): string[] {
  const { worked, trial, points } = record
  const proved = trial === null && worked !== null && now.getTime() - Date.parse(worked.since) > trustAfterMs
  return proved ? points : points.slice(0, Math.max(0, points.length - mostPoints))
}

import type { DiskKind } from '../../api/schema/disk.ts'
import type { BerthError } from '../../base/errors.ts'
import type { Flight } from './flight.ts'
import type { Measured } from './read.ts'

/** A measure of one kind, and when it was taken. */
export interface Taken<Kind extends DiskKind> {
  readonly value: Measured[Kind]
  /** ISO 8601 */
  readonly at: string
  readonly tookMs: number
  /** how many changes had been heard of when it began */
  readonly changes: number
}

/** What is known of one kind, and the measure that is under way. */
export interface Part<Kind extends DiskKind> {
  flight: { readonly flight: Flight<Taken<Kind>>; readonly changes: number } | null
  taken: Taken<Kind> | null
  error: BerthError | null
  changes: number
}
export type Parts = { readonly [Kind in DiskKind]: Part<Kind> }

/** One that nothing is known of. */
export const part = <Kind extends DiskKind>(): Part<Kind> => ({
  flight: null,
  taken: null,
  error: null,
  changes: 0,
})

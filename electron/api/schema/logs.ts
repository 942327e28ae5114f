import { z } from 'zod'
import { ObjectRef } from './object.ts'

/** RFC 3339, as log lines have it */
const LogTime = z.string().max(64)

/** Whose logs: some containers, by id or name, or all of a compose project, those that come later too. */
export const LogSelection = z.union([
  z.object({ containers: z.array(ObjectRef).min(1).max(100) }),
  z.object({ project: z.string().min(1).max(256) }),
])
export type LogSelection = z.infer<typeof LogSelection>

export const LogQuery = z.object({
  of: LogSelection,
  /** the newest lines of each container to begin with */
  tail: z.number().int().min(0).max(1_000_000).default(10_000),
  since: LogTime.nullable().default(null),
  until: LogTime.nullable().default(null),
  follow: z.boolean().default(true),
  /** by container id: the time of the last line that the caller has; those behind it are given */
  after: z.record(ObjectRef, LogTime).default({}),
})
export type LogQuery = z.infer<typeof LogQuery>

export const LogFileQuery = z.object({
  of: LogSelection,
  since: LogTime.nullable().default(null),
  until: LogTime.nullable().default(null),
  stdout: z.boolean().default(true),
  stderr: z.boolean().default(true),
  times: z.boolean().default(false),
})
export type LogFileQuery = z.infer<typeof LogFileQuery>

/**
 * Where a container's log stands. `ended`: all was sent, more comes when it starts again; `waiting`: the engine is lost,
 * it goes on when that is back; `gone`: there is no such container any more.
 */
export interface LogSource {
  readonly id: string
  readonly name: string
  readonly state: 'opening' | 'reading' | 'ended' | 'waiting' | 'gone' | 'failed'
  /** with `failed` only */
  readonly error: { readonly message: string; readonly hint: string } | null
}

/** Many lines in one message: columns cost a third of what objects do. A line's text never holds a line feed. */
export interface PackedLines {
  /** joined by line feeds */
  readonly texts: string
  /** unix milliseconds: the first as it is, each other as its distance to the one before; null without a time */
  readonly times: readonly (number | null)[]
  /** a digit for each line: 1 is stderr, 2 goes on where the line before it was cut, 3 is both, 0 neither */
  readonly marks: string
  /** [which source, how many lines], in turn */
  readonly runs: readonly (readonly [number, number])[]
  /** by source: the time of its last line in here, whole */
  readonly last: Readonly<Record<number, string>>
}

export type LogEvent =
  | { readonly kind: 'opened'; readonly feed: string }
  /** All sources, each at its index for good; sent again when one changes. */
  | { readonly kind: 'sources'; readonly sources: readonly LogSource[] }
  /** To be acknowledged by `took` with its number: only so many are sent ahead. */
  | { readonly kind: 'lines'; readonly number: number; readonly lines: PackedLines }
  /** So many lines were left out here, since they came faster than they were taken; null: nobody could count them. */
  | { readonly kind: 'left-out'; readonly source: number; readonly lines: number | null }
  /** A container started again, or ended, while its log was followed. */
  | { readonly kind: 'started' | 'ended'; readonly source: number }

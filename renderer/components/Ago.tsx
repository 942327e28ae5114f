import type { ReactNode } from 'react'
import { dateAndTime } from '../lib/format.ts'
import { useAgo } from '../lib/now.ts'

/** How long ago that is, kept true, and when exactly to who points at it. */
export function Ago({ at }: { at: number /* unix milliseconds */ }): ReactNode {
  return (
    <span className="dim" title={dateAndTime(new Date(at).toISOString())}>
      {useAgo(at)}
    </span>
  )
}

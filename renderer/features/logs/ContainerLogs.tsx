import { useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { LogView } from './LogView.tsx'
import type { TimeRange } from '../../lib/time-range.ts'
import { useContainerFeed } from './useContainerFeed.ts'

/** The log of one container, for its detail; a new start of one that had ended is followed too. */
export function ContainerLogs({ row }: { row: Pick<ContainerRow, 'id' | 'name'> }): ReactNode {
  const [range, setRange] = useState<TimeRange>({ kind: 'newest' })
  const feed = useContainerFeed({ containers: [row.id] }, range)
  return feed && <LogView feed={feed} name={row.name} range={range} onRange={setRange} />
}

import { useState, type ReactNode } from 'react'
import { LogView } from '../logs/LogView.tsx'
import type { TimeRange } from '../../lib/time-range.ts'
import { useContainerFeed } from '../logs/useContainerFeed.ts'
import type { TabProps } from './tabs.tsx'

/** The logs of all containers of the project as one, those that come later too. */
export function LogsTab({ project }: TabProps): ReactNode {
  const [range, setRange] = useState<TimeRange>({ kind: 'newest' })
  const feed = useContainerFeed({ project: project.id }, range)
  return feed && <LogView feed={feed} name={project.id} range={range} onRange={setRange} />
}

import { useEffect, useState, type ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { containerFeed, type LogFeed } from '../logs/log-feed.ts'
import { LogView } from '../logs/LogView.tsx'
import type { TabProps } from './tabs.tsx'

/** The log of a container; a new start of one that had ended is followed too. */
export function LogsTab({ row }: TabProps): ReactNode {
  const { client } = useBerth()
  const [feed, setFeed] = useState<LogFeed | null>(null)
  useEffect(() => {
    const opened = containerFeed(client, row.id)
    setFeed(opened)
    return () => opened.close()
  }, [client, row.id])
  const { state, startedAt } = row
  useEffect(() => {
    if (state === 'running') feed?.resume()
  }, [feed, state, startedAt])
  return feed && <LogView key={row.id} feed={feed} name={row.name} />
}

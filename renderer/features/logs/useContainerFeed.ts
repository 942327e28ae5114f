import { useEffect, useState } from 'react'
import type { LogSelection } from '../../../electron/api/schema/logs.ts'
import { useBerth } from '../../client/context.ts'
import { containerFeed } from './container-feed.ts'
import type { LogFeed } from './log-feed.ts'
import type { TimeRange } from '../../lib/time-range.ts'

/** The log of a selection while it is looked at; another selection or range is another log. */
export function useContainerFeed(of: LogSelection, range: TimeRange): LogFeed | null {
  const { client } = useBerth()
  const [feed, setFeed] = useState<LogFeed | null>(null)
  const key = JSON.stringify([of, range])
  useEffect(() => {
    const [selection, part] = JSON.parse(key) as [LogSelection, TimeRange]
    const opened = containerFeed(client, selection, part)
    setFeed(opened)
    return () => opened.close()
  }, [client, key])
  return feed
}

import { useEffect, useState } from 'react'
import type { StatsBatch, StatsSample } from '../../../../electron/api/schema/stats.ts'
import { useBerth } from '../../../client/context.ts'
import { Watch } from '../../../../electron/api/client/watch.ts'
import { merged } from './series.ts'

/** What was sampled of a container in the last hour, and what comes while it is looked at. */
export function useSamples(id: string): {
  readonly samples: readonly StatsSample[]
  readonly loaded: boolean
} {
  const { client } = useBerth()
  const [samples, setSamples] = useState<readonly StatsSample[]>([])
  const [loaded, setLoaded] = useState(false)
  useEffect(() => {
    let over = false
    const add = (more: readonly StatsSample[]): void => {
      if (!over && more.length > 0) setSamples((before) => merged(before, more, Date.now()))
    }
    // What was there before is a gift: without it, the chart begins now.
    client.stats.history
      .query({ id })
      .then((history) => add(history.samples))
      .catch(() => undefined)
      .finally(() => {
        if (!over) setLoaded(true)
      })
    const watch = new Watch<StatsBatch>(
      (on) => client.stats.watch.subscribe({ id }, on),
      (batch) => add(batch.samples.filter((one) => one.id === id).map(({ sample }) => sample)),
    )
    watch.start()
    return () => {
      over = true
      watch.stop()
    }
  }, [client, id])
  return { samples, loaded }
}

import { useEffect, useState } from 'react'
import type { TableChange } from '../../electron/api/schema/object.ts'
import type { Client } from './connection.ts'
import { useBerth } from './context.ts'
import { LiveTable, type TableSnapshot } from './live-table.ts'
import { useStore } from './store.ts'
import { Watch, type Subscribe } from '../../electron/api/client/watch.ts'

/** What is newest of a subscription, null before the first. `subscribe` must be the same function each time. */
export function useLatest<T>(subscribe: (client: Client) => Subscribe<T>): T | null {
  const { client } = useBerth()
  const [latest, setLatest] = useState<T | null>(null)
  useEffect(() => {
    const watch = new Watch<T>(subscribe(client), setLatest)
    watch.start()
    return () => watch.stop()
  }, [client, subscribe])
  return latest
}

/**
 * The one answer of a subscription that answers once, asked for anew when `subscribe` is another function; null asks
 * nothing. Unlike a query it is called off with whoever asked.
 */
export function useAnswer<T>(subscribe: ((client: Client) => Subscribe<T>) | null): {
  readonly value: T | null
  readonly error: unknown
} {
  const { client } = useBerth()
  const [answer, setAnswer] = useState<{ value: T | null; error: unknown }>({ value: null, error: null })
  useEffect(() => {
    setAnswer({ value: null, error: null })
    const asked = subscribe?.(client)({
      onData: (value) => setAnswer({ value, error: null }),
      onError: (error) => setAnswer({ value: null, error }),
      onComplete: () => undefined,
    })
    return () => asked?.unsubscribe()
  }, [client, subscribe])
  return answer
}

/** A table that only the page that asks needs: live while it is open. `subscribe` must be the same function each time. */
export function useWatched<Row extends { id: string }>(
  subscribe: (client: Client) => Subscribe<TableChange<Row>>,
): TableSnapshot<Row> {
  const { client } = useBerth()
  const [table] = useState(() => new LiveTable<Row>())
  useEffect(() => {
    const watch = new Watch<TableChange<Row>>(subscribe(client), (change) => table.apply(change))
    watch.start()
    return () => watch.stop()
  }, [client, table, subscribe])
  return useStore(table)
}

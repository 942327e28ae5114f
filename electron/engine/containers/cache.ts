import type { ContainerRow } from '../../api/schema/containers.ts'
import type { Log } from '../../base/log.ts'
import type { EngineClient } from '../client.ts'
import type { Connection } from '../connection.ts'
import type { EngineEvent } from '../events.ts'
import { LiveCache, type News } from '../live-cache.ts'
import { parseRows } from './row.ts'
import { ContainerTimes } from './times.ts'

/** Events that change nothing a row shows: processes inside, files, attached clients. */
const noise = /^(exec_|top|resize|attach|detach|export|archive-path|extract-to-dir|copy|commit|checkpoint)/

/**
 * Events that the engine sends before it writes what has changed to where it lists from (moby's daemon/pause.go and
 * container_operations.go).
 */
const early = /^(un)?pause$|^(dis)?connect$/

/** The containers, live. */
export function containerCache(
  client: EngineClient,
  connection: Connection,
  log: Log,
): LiveCache<ContainerRow> {
  const times = new ContainerTimes(client)
  let fillingEnds = new AbortController()

  async function list(filters: object | undefined, signal: AbortSignal): Promise<ContainerRow[]> {
    const query = { all: true, filters }
    const answer = await client.json({
      doing: 'list the containers',
      path: '/containers/json',
      query,
      signal,
    })
    return parseRows(answer, (id) => times.of(id))
  }

  function fill(rows: readonly ContainerRow[], signal: AbortSignal): void {
    void times.fill(rows, AbortSignal.any([signal, fillingEnds.signal]), (id) => {
      const row = cache.table.get(id)
      if (row) cache.table.set({ ...row, ...times.of(id) })
    })
  }

  const cache: LiveCache<ContainerRow> = new LiveCache<ContainerRow>(connection, log, {
    async all(signal) {
      fillingEnds.abort()
      fillingEnds = new AbortController()
      const rows = await list(undefined, signal)
      times.distrust(new Set(rows.map((row) => row.id)))
      fill(rows, signal)
      return rows
    },
    async some(ids, signal) {
      const rows = await list({ id: ids }, signal)
      fill(rows, signal)
      return rows
    },
    heard(event) {
      const news = newsOf(event)
      if (news && event.type === 'container') times.note(event)
      return news
    },
  })
  return cache
}

/** The container that an event is about: who is connected where makes no event of the container's, but the network's. */
export function newsOf({ type, action, id, attributes }: EngineEvent): News | null {
  const isEarly = early.test(action)
  if (type === 'network' && isEarly) {
    const joined = attributes['container']
    return joined === undefined ? null : { id: joined, gone: false, early: isEarly }
  }
  if (type !== 'container' || noise.test(action)) return null
  return { id, gone: action === 'destroy', early: isEarly }
}

/** The container table of `npm run bench -- page`, over a native engine with 1,000 stopped containers. */
import type { Page } from 'playwright-core'
import type { EngineRoom } from '../../../tests/fixtures/engine-room.ts'

/** Stopped containers do: the table shows them all the same, and they cost the engine nothing. */
export const listed = 1000

export async function makeContainers(room: EngineRoom, say: (line: string) => void): Promise<void> {
  const names = Array.from({ length: listed }, (_, at) => `listed-${String(at).padStart(4, '0')}`)
  let made = 0
  const worker = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      await room.create(name, ['true'])
      if (++made % 250 === 0) say(`${made} of ${listed} containers`)
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
}

/** ms of the engine's own answer, read whole. */
export async function rawList(room: EngineRoom): Promise<number> {
  const begun = performance.now()
  await room.client.json({ doing: 'list', path: '/containers/json', query: { all: true } })
  return performance.now() - begun
}

export interface FirstRows {
  /** ms from the page's asking for its data (its connection is open) to the frame that shows the first rows */
  readonly fromData: number
  /** ms from the start of the navigation to the same frame */
  readonly fromLoad: number
}

/** Loads the page anew and measures when it asked for data, and when rows stood on the screen. */
export async function firstRows(page: Page): Promise<FirstRows> {
  await page.addInitScript(noteMoments)
  await page.reload()
  const moments = await page.waitForFunction(
    () => {
      const { open, rows } = (window as unknown as { berthMoments: Partial<Moments> }).berthMoments
      return open !== undefined && rows !== undefined ? { open, rows } : null
    },
    null,
    { timeout: 60_000 },
  )
  const noted = await moments.jsonValue()
  if (!noted) throw new Error('The page showed no rows.')
  const { open, rows } = noted
  return { fromData: rows - open, fromLoad: rows }
}

interface Moments {
  open: number
  rows: number
}

/** Runs in the page before its own scripts: notes when its connection opens and when the first row is drawn. */
function noteMoments(): void {
  const moments: Partial<Moments> = {}
  Object.assign(window, { berthMoments: moments })
  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('open', () => (moments.open ??= performance.now()))
    }
  }
  const watch = new MutationObserver(() => {
    if (!document.querySelector('[role="row"][aria-label]')) return
    watch.disconnect()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => (moments.rows = performance.now())
      port2.postMessage(null)
    })
  })
  watch.observe(document, { childList: true, subtree: true })
}

export interface OneEvent {
  /** lists that the page's host asked of the engine because of the events */
  readonly lists: number
  /** rows that the page was told of, for each event */
  readonly rowsPerEvent: number
}

/** Renames containers one after the other, and counts what the table is told of each. */
export async function oneEventOneRow(room: EngineRoom, events: number): Promise<OneEvent> {
  const table = room.containers()
  const rows = await table.until('the whole list', (all) => all.length >= listed)
  const before = table.changes.length
  const some = rows.slice(0, events)
  for (const [at, { id }] of some.entries()) {
    await room.engine.containers.rename(id, `renamed-${at}`)
    await table.until('the new name', (all) =>
      all.some((row) => row.id === id && row.name === `renamed-${at}`),
    )
  }
  const told = table.changes.slice(before)
  for (const { id, name } of some) await room.engine.containers.rename(id, name)
  table.stop()
  return {
    lists: told.filter(({ kind }) => kind === 'all').length,
    rowsPerEvent: told.length / some.length,
  }
}

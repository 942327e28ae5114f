/**
 * The log parts of `npm run bench -- page`: a real Chromium, over the host's own server and a native engine. The page must
 * be open on an app with a real engine; each measurement makes its own container, and removes it.
 */
import { once } from 'node:events'
import type { CDPSession, Page } from 'playwright-core'
import type { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { untilSaid } from './untapped.ts'
import { median, percentile, type Budget, type Series } from '../stats.ts'

/** A page that is signed in, and the engine that it shows. */
export interface LogBench {
  readonly room: EngineRoom
  readonly page: Page
}

export interface Replay {
  /** from the click that opens the log until a search of all of it has its count */
  readonly ms: number
  /** what the engine alone takes to hand out the same log */
  readonly engineMs: number
  /** of the page's JavaScript heap after a collection, with the log in it */
  readonly heapMB: number
}

/** 100,000 lines of 200 bytes: 20 MB as the container wrote them. */
const replayLines = 100_000
const replayScript = `yes "$(head -c 199 /dev/zero | tr '\\0' x)" | head -n ${replayLines - 1}; echo the needle`

/** Opens the whole log of 20 MB of a container that has ended, and searches it for its last line. */
export async function measureReplay({ room, page }: LogBench, run: number): Promise<Replay> {
  const name = `bench-replay-${run}`
  const id = await room.run(name, ['sh', '-c', replayScript])
  await room.ended(id)
  const cdp = await page.context().newCDPSession(page)
  const search = page.getByRole('textbox', { name: 'Search the log' })
  try {
    const engineMs = await readAlone(room, id)
    await goTo(page, '/images')
    const begun = performance.now()
    await goTo(page, `/logs?of=${name}&all=true`)
    await search.fill('needle')
    await untilSaid(page, 'status', '1 found')
    const ms = performance.now() - begun
    return { ms, engineMs, heapMB: await heapOf(cdp) }
  } finally {
    await goTo(page, '/images')
    await cdp.detach()
    await room.engine.containers.remove(id, { force: true, volumes: true })
  }
}

/** ms that the engine's own answer takes, read and thrown away. */
async function readAlone({ client }: EngineRoom, id: string): Promise<number> {
  const begun = performance.now()
  const query = { stdout: true, stderr: true, timestamps: true, tail: 'all' }
  const stream = await client.stream({ doing: 'read a log', path: `/containers/${id}/logs`, query })
  stream.resume()
  await once(stream, 'end')
  return performance.now() - begun
}

export interface Flood {
  /** lines per second that the container wrote and the page kept up with, as the log's own numbers tell */
  readonly linesPerSecond: number
  /** of key strokes, from the event to the frame after it */
  readonly latencyMs: readonly number[]
  readonly heapMB: number
}

const floodMs = 10_000
const keyEveryMs = 150
/** A little more than the 100,000 lines a second that were promised: how many they are is measured. */
const floodScript = 'i=1000000; while :; do seq $i $((i + 2999)); i=$((i + 3000)); sleep 0.024; done'

/** Follows a container that writes a hundred thousand lines a second, and types into the search field meanwhile. */
export async function measureFlood({ room, page }: LogBench, run: number): Promise<Flood> {
  const name = `bench-flood-${run}`
  const id = await room.run(name, ['sh', '-c', floodScript])
  const cdp = await page.context().newCDPSession(page)
  try {
    await goTo(page, `/logs?of=${name}`)
    await page.getByRole('log').locator('[data-stream]').first().waitFor()
    await page.getByRole('textbox', { name: 'Search the log' }).focus()
    const before = await newestNumber(page)
    const begun = performance.now()
    const latencyMs = await latencies(page)
    const seconds = (performance.now() - begun) / 1000
    const linesPerSecond = ((await newestNumber(page)) - before) / seconds
    return { linesPerSecond, latencyMs, heapMB: await heapOf(cdp) }
  } finally {
    await goTo(page, '/images')
    await cdp.detach()
    await room.engine.containers.remove(id, { force: true, volumes: true })
  }
}

/** The last line on the screen, which says how many were written before it. */
async function newestNumber(page: Page): Promise<number> {
  const text = await page.getByRole('log').locator('[data-stream]').last().innerText()
  const newest = Number(text)
  if (Number.isNaN(newest)) throw new Error(`The flood is not on the screen, but: ${text}`)
  return newest
}

/** Presses keys for a while; each is measured in the page, from its event's own time to the frame that follows it. */
async function latencies(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { berthBench: seen })
    window.addEventListener(
      'keydown',
      (event) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => seen.push(performance.now() - event.timeStamp)
          channel.port2.postMessage(null)
        }),
      { capture: true },
    )
  })
  const until = performance.now() + floodMs
  for (let key = 0; performance.now() < until; key += 1) {
    await page.keyboard.press(key % 2 === 0 ? '7' : 'Backspace')
    await page.waitForTimeout(keyEveryMs)
  }
  return page.evaluate(() => (window as unknown as { berthBench: number[] }).berthBench)
}

/** Goes to an address without loading the page anew. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, address)
  await page.waitForURL((url) => url.pathname + url.search === address || url.pathname === address)
}

/** MB of the page's JavaScript heap that are still used after a collection. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** The promises: 20 MB in 2 s and 150 MB of heap; input within 100 ms while a container floods. */
const limits = { replayMs: 2000, heapMB: 150, latencyMs: 100 }

/** What was measured, and how it stands to what was promised: a budget's ratio is the share of its limit. */
export function logResults(
  replays: readonly Replay[],
  floods: readonly Flood[],
): { series: Series[]; budgets: Budget[] } {
  const replayMs = replays.map(({ ms }) => ms)
  const heapMB = replays.map((replay) => replay.heapMB)
  const latencyMs = floods.flatMap((flood) => flood.latencyMs)
  const budget = (name: string, value: number, limit: number): Budget => ({
    name,
    ratio: value / limit,
    limit: 1,
    kind: 'at-most',
  })
  return {
    series: [
      { name: 'log of 20 MB replayed and searched', unit: 'ms', values: replayMs },
      { name: 'the same by the engine alone', unit: 'ms', values: replays.map(({ engineMs }) => engineMs) },
      { name: 'heap with a log of 20 MB', unit: 'MB', values: heapMB },
      { name: 'flood', unit: 'lines/s', values: floods.map(({ linesPerSecond }) => linesPerSecond) },
      { name: 'key to frame during a flood', unit: 'ms', values: latencyMs },
      { name: 'heap during a flood', unit: 'MB', values: floods.map((flood) => flood.heapMB) },
    ],
    budgets: [
      budget(`log of 20 MB, of ${limits.replayMs} ms`, median(replayMs), limits.replayMs),
      budget(`heap with it, of ${limits.heapMB} MB`, median(heapMB), limits.heapMB),
      budget(
        `95 of 100 keys in a flood, of ${limits.latencyMs} ms`,
        percentile(latencyMs, 95),
        limits.latencyMs,
      ),
    ],
  }
}

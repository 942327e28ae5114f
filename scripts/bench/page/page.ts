import { App } from '../../../tests/e2e/app.ts'
import { computerNote } from '../notes.ts'
import { median } from '../stats.ts'
import type { Report } from '../table.ts'
import { idleCpu, runContainers, running } from './idle.ts'
import { logResults, measureFlood, measureReplay } from './logs.ts'
import { atMost, type PartReport, type Say } from './part.ts'
import { crowd, table } from './rows.ts'
import { untap } from './untapped.ts'

const parts = { table, crowd, logs, idle }
type PartName = keyof typeof parts
export const partNames = Object.keys(parts) as readonly PartName[]
export const isPart = (name: string): name is PartName => Object.hasOwn(parts, name)

/** Measures the page, or some parts of it, in a real Chromium, over the host's own server and a native engine. */
export async function benchPage(
  runs: number,
  say: Say,
  wanted: readonly PartName[] = partNames,
): Promise<Report> {
  const found: PartReport[] = []
  for (const name of wanted) found.push(await parts[name](runs, say))
  return {
    title: 'page',
    notes: [computerNote(), 'headless Chromium without a graphics processor; the pinned engine, natively'],
    series: found.flatMap(({ series }) => series),
    budgets: found.flatMap(({ budgets }) => budgets),
  }
}

async function logs(runs: number, say: Say): Promise<PartReport> {
  const app = await App.open()
  try {
    const page = await app.visit('/images')
    await untap(page)
    const bench = { room: app.room, page }
    const replays = []
    const floods = []
    for (let run = 0; run <= runs; run += 1) {
      say(run === 0 ? 'logs: warm up' : `logs: run ${run} of ${runs}`)
      const replay = await measureReplay(bench, run)
      if (run === 0) continue
      replays.push(replay)
      floods.push(await measureFlood(bench, run))
    }
    return logResults(replays, floods)
  } finally {
    await app.close()
  }
}

async function idle(runs: number, say: Say): Promise<PartReport> {
  const app = await App.open()
  try {
    await runContainers(app.room, say)
    const page = await app.visit('/containers')
    await page.getByText(`${running} containers`).waitFor()
    await untap(page)
    const [full, empty]: [number[], number[]] = [[], []]
    for (let run = 1; run <= runs; run += 1) {
      say(`idle: run ${run} of ${runs}`)
      full.push(await idleCpu(app.browser, page))
    }
    await page.goto('about:blank')
    for (let run = 1; run <= runs; run += 1) empty.push(await idleCpu(app.browser, page))
    return {
      series: [
        { name: `page at rest, ${running} running containers listed: processor`, unit: '%', values: full },
        { name: 'an empty page at rest in the same browser: processor', unit: '%', values: empty },
      ],
      budgets: [
        atMost('page at rest beyond an empty one, of 1 % of a processor', median(full) - median(empty)),
      ],
    }
  } finally {
    await app.close()
  }
}

import { App } from '../../../tests/e2e/app.ts'
import { scenes } from '../../../tests/fakes/scenes.ts'
import { computerNote } from '../notes.ts'
import { median, type Budget, type Series } from '../stats.ts'
import type { Report } from '../table.ts'
import { firstRows, listed, makeContainers, oneEventOneRow, rawList } from './containers.ts'
import { filter, framesPerSecond, scroll } from './frames.ts'
import { idleCpu, runContainers, running } from './idle.ts'
import { logResults, measureFlood, measureReplay } from './logs.ts'
import { initialScriptKB } from './weight.ts'

type Say = (line: string) => void
interface Part {
  readonly series: readonly Series[]
  readonly budgets: readonly Budget[]
}

/** Measures the page in a real Chromium, over the host's own server and a native engine. */
export async function benchPage(runs: number, say: Say): Promise<Report> {
  const parts = [await table(runs, say), await crowd(runs, say), await logs(runs, say), await idle(runs, say)]
  return {
    title: 'page',
    notes: [computerNote(), 'headless Chromium without a graphics processor; the pinned engine, natively'],
    series: parts.flatMap(({ series }) => series),
    budgets: parts.flatMap(({ budgets }) => budgets),
  }
}

async function table(runs: number, say: Say): Promise<Part> {
  const app = await App.open()
  try {
    await makeContainers(app.room, say)
    const page = await app.visit('/containers')
    const scriptKB = await initialScriptKB(page)
    const [raw, fromData, fromLoad, scrolled, filtered] = [[], [], [], [], []] as number[][] as Five
    for (let run = 0; run <= runs; run += 1) {
      say(run === 0 ? 'table: warm up' : `table: run ${run} of ${runs}`)
      const engineMs = await rawList(app.room)
      const rows = await firstRows(page)
      const scrollFps = await framesPerSecond(page, () => scroll(page, 'Containers'))
      const filterFps = await framesPerSecond(page, () =>
        filter(page, 'Filter containers', ['listed-09', '77']),
      )
      if (run === 0) continue
      raw.push(engineMs)
      fromData.push(rows.fromData)
      fromLoad.push(rows.fromLoad)
      scrolled.push(scrollFps)
      filtered.push(filterFps)
    }
    const { lists, rowsPerEvent } = await oneEventOneRow(app.room, 20)
    return {
      series: [
        { name: `${listed} containers: /containers/json by the engine alone`, unit: 'ms', values: raw },
        { name: 'the same: data asked for to first rows on the screen', unit: 'ms', values: fromData },
        { name: 'the same: page loaded anew to first rows on the screen', unit: 'ms', values: fromLoad },
        { name: 'the same: scrolled', unit: 'frames/s', values: scrolled },
        { name: 'the same: filtered', unit: 'frames/s', values: filtered },
        { name: 'JavaScript before the first list, gzip', unit: 'KB', values: [scriptKB] },
      ],
      budgets: [
        atMost('first rows beyond the raw list, of 300 ms', (median(fromData) - median(raw)) / 300),
        atLeast(`scroll ${listed} rows, of 55 frames/s`, median(scrolled) / 55),
        atLeast(`filter ${listed} rows, of 55 frames/s`, median(filtered) / 55),
        atMost('rows told for one event', rowsPerEvent),
        atMost('whole lists told for events', lists, 0),
        atMost('JavaScript before the first list, of 350 KB', scriptKB / 350),
      ],
    }
  } finally {
    await app.close()
  }
}

type Five = [number[], number[], number[], number[], number[]]

/** 5,000 rows: more than any engine here holds, so their rows are made up; the page does not know. */
async function crowd(runs: number, say: Say): Promise<Part> {
  const app = await App.withScene(scenes.crowd())
  try {
    const page = await app.visit('/containers')
    await page.getByText('5,000 containers').waitFor()
    const values: number[] = []
    for (let run = 0; run <= runs; run += 1) {
      say(run === 0 ? '5,000 rows: warm up' : `5,000 rows: run ${run} of ${runs}`)
      const fps = await framesPerSecond(page, () => scroll(page, 'Containers'))
      if (run > 0) values.push(fps)
    }
    return {
      series: [{ name: '5,000 containers scrolled', unit: 'frames/s', values }],
      budgets: [atLeast('scroll 5,000 rows, of 50 frames/s', median(values) / 50)],
    }
  } finally {
    await app.close()
  }
}

async function logs(runs: number, say: Say): Promise<Part> {
  const app = await App.open()
  try {
    const page = await app.visit('/images')
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

async function idle(runs: number, say: Say): Promise<Part> {
  const app = await App.open()
  try {
    await runContainers(app.room, say)
    const page = await app.visit('/containers')
    await page.getByText(`${running} containers`).waitFor()
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

const atMost = (name: string, ratio: number, limit = 1): Budget => ({ name, ratio, limit, kind: 'at-most' })
const atLeast = (name: string, ratio: number): Budget => ({ name, ratio, limit: 1, kind: 'at-least' })

/** The parts of `npm run bench -- page` that move rows: 1,000 real containers, and 5,000 made up. */
import { App } from '../../../tests/e2e/app.ts'
import { scenes } from '../../../tests/fakes/scenes.ts'
import { median } from '../stats.ts'
import { firstRows, listed, makeContainers, oneEventOneRow, rawList } from './containers.ts'
import { emptyScroll, filter, framesPerSecond, scroll } from './frames.ts'
import { atLeast, atMost, type PartReport, type Say } from './part.ts'
import { initialScriptKB } from './weight.ts'

export async function table(runs: number, say: Say): Promise<PartReport> {
  const app = await App.open()
  try {
    await makeContainers(app.room, say)
    const page = await app.visit('/containers')
    const scriptKB = await initialScriptKB(page)
    const [raw, fromData, fromLoad, empty, scrolled, filtered] = [[], [], [], [], [], []] as number[][] as Six
    for (let run = 0; run <= runs; run += 1) {
      say(run === 0 ? 'table: warm up' : `table: run ${run} of ${runs}`)
      const engineMs = await rawList(app.room)
      const rows = await firstRows(page)
      const emptyFps = await emptyScroll(app.browser)
      const scrollFps = await framesPerSecond(page, () => scroll(page, 'Containers'))
      const filterFps = await framesPerSecond(page, () =>
        filter(page, 'Filter containers', ['listed-09', '77']),
      )
      if (run === 0) continue
      raw.push(engineMs)
      fromData.push(rows.fromData)
      fromLoad.push(rows.fromLoad)
      empty.push(emptyFps)
      scrolled.push(scrollFps)
      filtered.push(filterFps)
    }
    const { lists, rowsPerEvent } = await oneEventOneRow(app.room, 20)
    return {
      series: [
        { name: `${listed} containers: /containers/json by the engine alone`, unit: 'ms', values: raw },
        { name: 'the same: data asked for to first rows on the screen', unit: 'ms', values: fromData },
        { name: 'the same: page loaded anew to first rows on the screen', unit: 'ms', values: fromLoad },
        { name: 'an empty page scrolled in the same browser', unit: 'frames/s', values: empty },
        { name: `${listed} containers scrolled`, unit: 'frames/s', values: scrolled },
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

type Six = [number[], number[], number[], number[], number[], number[]]

/** 5,000 rows: more than any engine here holds, so their rows are made up; the page does not know. */
export async function crowd(runs: number, say: Say): Promise<PartReport> {
  const app = await App.withScene(scenes.crowd())
  try {
    const page = await app.visit('/containers')
    await page.getByText('5,000 containers').waitFor()
    const [empty, values]: [number[], number[]] = [[], []]
    for (let run = 0; run <= runs; run += 1) {
      say(run === 0 ? '5,000 rows: warm up' : `5,000 rows: run ${run} of ${runs}`)
      const emptyFps = await emptyScroll(app.browser)
      const fps = await framesPerSecond(page, () => scroll(page, 'Containers'))
      if (run === 0) continue
      empty.push(emptyFps)
      values.push(fps)
    }
    return {
      series: [
        { name: 'an empty page scrolled in the same browser', unit: 'frames/s', values: empty },
        { name: '5,000 containers scrolled', unit: 'frames/s', values },
      ],
      budgets: [atLeast('scroll 5,000 rows, of 50 frames/s', median(values) / 50)],
    }
  } finally {
    await app.close()
  }
}

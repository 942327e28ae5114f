import { parseArgs } from 'node:util'
import { benchBoot } from './boot.ts'
import { benchForward } from './forward.ts'
import { benchPage, isPart, partNames } from './page/page.ts'
import { tableOf } from './table.ts'

/** `npm run bench -- boot|forward|page [--runs N] [--json]`: measures, and prints medians and budgets; of page also parts. */
const benches = { boot: benchBoot, forward: benchForward, page: benchPage }
const leastRuns = 5
const isBench = (name: string | undefined): name is keyof typeof benches => Object.hasOwn(benches, name ?? '')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: String(leastRuns) },
    json: { type: 'boolean', default: false },
  },
})
const [name, ...parts] = positionals
const runs = Number(values.runs)
if (!isBench(name) || !(runs >= 1) || !parts.every(isPart) || (parts.length > 0 && name !== 'page')) {
  console.error(`usage: npm run bench -- boot|forward|page [${partNames.join('|')}]... [--runs N] [--json]`)
  process.exit(2)
}
const say = (line: string): void => console.error(`[bench ${name}] ${line}`)
const report =
  name === 'page' && parts.length > 0 ? await benchPage(runs, say, parts) : await benches[name](runs, say)
console.log(values.json ? JSON.stringify(report, null, 2) : tableOf(report))

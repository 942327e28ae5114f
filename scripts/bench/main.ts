import { parseArgs } from 'node:util'
import { benchBoot } from './boot.ts'
import { benchForward } from './forward.ts'
import { benchPage } from './page/page.ts'
import { tableOf } from './table.ts'

/** `npm run bench -- boot|forward|page [--runs N] [--json]`: measures, and prints medians and budgets. */
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
const [name] = positionals
const runs = Number(values.runs)
if (positionals.length !== 1 || !isBench(name) || !(runs >= 1)) {
  console.error('usage: npm run bench -- boot|forward|page [--runs N] [--json]')
  process.exit(2)
}
const report = await benches[name](runs, (line) => console.error(`[bench ${name}] ${line}`))
console.log(values.json ? JSON.stringify(report, null, 2) : tableOf(report))

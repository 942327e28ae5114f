import { kept, median, type Budget, type Series } from './stats.ts'

/** What one bench measured, ready for a table or for `--json`. */
export interface Report {
  readonly title: string
  readonly series: readonly Series[]
  readonly budgets: readonly Budget[]
  /** the machine it came from, and what a reader must know */
  readonly notes: readonly string[]
}

/** The report in Markdown, as docs/benchmarks.md holds it. */
export function tableOf(report: Report): string {
  const lines = [
    `## ${report.title}`,
    '',
    ...report.notes.map((note) => `- ${note}`),
    '',
    '| what | median | min | max | runs | unit |',
    '| --- | --- | --- | --- | --- | --- |',
    ...report.series.map((series) => {
      const { name, unit, values } = series
      const cells = [name, show(median(values)), show(Math.min(...values)), show(Math.max(...values))]
      return `| ${[...cells, values.length, unit].join(' | ')} |`
    }),
    '',
    '| budget | measured | limit | verdict |',
    '| --- | --- | --- | --- |',
    ...report.budgets.map((budget) => {
      const sign = budget.kind === 'at-most' ? '<=' : '>='
      const verdict = kept(budget) ? 'kept' : 'not kept'
      return `| ${budget.name} | ${budget.ratio.toFixed(2)} | ${sign} ${budget.limit} | ${verdict} |`
    }),
    '',
  ]
  return lines.join('\n')
}

function show(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2)
}

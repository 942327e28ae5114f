import { expect, it } from 'vitest'
import { kept } from '../stats.ts'
import { logResults } from './logs.ts'

it('holds what was measured against what was promised', () => {
  const replay = { ms: 1500, engineMs: 900, heapMB: 40 }
  const flood = { linesPerSecond: 90_000, latencyMs: [20, 30, 400], heapMB: 30 }
  const { series, budgets } = logResults([replay, { ...replay, ms: 1700 }], [flood])
  expect(series.map(({ values }) => values)).toEqual([
    [1500, 1700],
    [900, 900],
    [40, 40],
    [90_000],
    [20, 30, 400],
    [30],
  ])
  expect(budgets.map(({ ratio }) => Number(ratio.toFixed(2)))).toEqual([0.8, 0.27, 3.63])
  expect(budgets.map(kept)).toEqual([true, true, false])
})

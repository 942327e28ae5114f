import { expect, test } from 'vitest'
import type { StatsSample } from '../../../../electron/api/schema/stats.ts'
import { keptMs, merged, points, rates, scaleTo } from './series.ts'

const sample = (time: number, netRx: number | null = 0): StatsSample => ({
  time,
  cpuPercent: time / 1000,
  memory: 5,
  memoryLimit: 10,
  netRx,
  netTx: 0,
  blockRead: 0,
  blockWrite: 0,
  pids: 1,
  pidsLimit: null,
})
const times = (samples: readonly StatsSample[]) => samples.map(({ time }) => time)

test('what comes is added in its order, the same time counts once, and an hour is kept', () => {
  const now = keptMs + 5000
  expect(times(merged([], [sample(5001)], now))).toEqual([5001])
  expect(times(merged([sample(6000)], [sample(7000)], now))).toEqual([6000, 7000])
  expect(times(merged([sample(6000), sample(8000)], [sample(7000), sample(8000)], now))).toEqual([
    6000, 7000, 8000,
  ])
  expect(times(merged([sample(4000), sample(6000)], [sample(7000)], now))).toEqual([6000, 7000])
  expect(merged([sample(1)], [], now)).toEqual([])
})

test('a line breaks where nobody watched', () => {
  const made = points([sample(0), sample(2000), sample(100_000)], ({ cpuPercent }) => cpuPercent)
  expect(made).toEqual([
    { time: 0, value: 0 },
    { time: 2000, value: 2 },
    { time: 2001, value: null },
    { time: 100_000, value: 100 },
  ])
})

test('a rate is what a total grew per second; a new start and a long gap give none', () => {
  const made = rates(
    [sample(0, 100), sample(2000, 300), sample(4000, 50), sample(60_000, 90), sample(62_000, null)],
    ({ netRx }) => netRx,
  )
  expect(made.map(({ value }) => value)).toEqual([100, null, null, null])
})

test.each([
  [0, 1000, 1000, 2000, 1000],
  [73, 1000, 0, 80, 20],
  [100, 1000, 0, 150, 50],
  [0.3, 1000, 0, 0.4, 0.1],
  [1, 1000, 1, 2, 1],
  [3, 1000, 1, 4, 1],
  [8, 1000, 1, 10, 5],
  [20, 1000, 1, 30, 10],
  [256 * 2 ** 20, 1024, 2 ** 20, 300 * 2 ** 20, 100 * 2 ** 20],
] as const)('%d is drawn on a scale in base %d with steps of %d at least', (most, base, least, top, step) => {
  const scale = scaleTo(most, base, least)
  expect(scale.step).toBeCloseTo(step)
  expect(scale.top).toBeCloseTo(top)
})

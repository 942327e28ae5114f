import { describe, expect, it } from 'vitest'
import { readSample, usageBetween, type Sample } from './usage.ts'

const line = (cpu: number[], memory: [number, number], disk: [number, number]): string =>
  [...cpu, ...memory, ...disk].join(' ')

function sample(text: string): Sample {
  const read = readSample(text)
  if (!read) throw new Error(`not read: ${text}`)
  return read
}

describe('readSample', () => {
  it('reads proc_stat(5) ticks and KiB', () => {
    const text = line([10, 1, 20, 900, 50, 2, 3, 4, 0, 0], [2_000, 500], [64_000, 1_000])
    expect(sample(text)).toEqual({
      busyTicks: 40,
      allTicks: 990,
      memoryBytes: 2_000 * 1024,
      memoryUsedBytes: 1_500 * 1024,
      diskBytes: 64_000 * 1024,
      diskUsedBytes: 1_000 * 1024,
    })
  })

  it.each([
    '',
    'sh: df: not found',
    '1 2 3',
    '-1 0 0 0 0 0 0 0 0 0 1 1 1 1',
    '1e30 0 0 0 0 0 0 0 0 0 1 1 1 1',
    '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15',
  ])('reads nothing from "%s"', (text) => {
    expect(readSample(text)).toBeNull()
  })
})

describe('usageBetween', () => {
  const at = (busy: number, idle: number): Sample =>
    sample(line([busy, 0, 0, idle, 0, 0, 0, 0, 0, 0], [100, 40], [10, 5]))

  it('is the busy share of the ticks in between', () => {
    expect(usageBetween(at(100, 900), at(150, 1_050))).toMatchObject({
      cpu: 0.25,
      memoryUsedBytes: 60 * 1024,
    })
  })

  it('is idle when no tick went by or the counters went back', () => {
    expect(usageBetween(at(100, 900), at(100, 900)).cpu).toBe(0)
    expect(usageBetween(at(100, 900), at(10, 90)).cpu).toBe(0)
  })
})

import { expect, it } from 'vitest'
import type { StatsSample } from '../../api/schema/stats.ts'
import { History } from './history.ts'
import { SampleRing } from './ring.ts'

const sample = (time: number, change: Partial<StatsSample> = {}): StatsSample => ({
  time,
  cpuPercent: 5,
  memory: 100,
  memoryLimit: 1000,
  netRx: 1,
  netTx: 2,
  blockRead: 3,
  blockWrite: 4,
  pids: 5,
  pidsLimit: 6,
  ...change,
})

it('gives back what it was given, and what is not known as such', () => {
  const ring = new SampleRing(10)
  const none = sample(2, { cpuPercent: null, netRx: null, netTx: null, pidsLimit: null })
  ring.push(sample(1))
  ring.push(none)
  expect(ring.samples()).toEqual([sample(1), none])
  expect(ring.last()).toEqual(none)
  expect(new SampleRing(3).last()).toBeNull()
})

it.each([5, 16, 20, 100])('keeps the newest %d', (capacity) => {
  const ring = new SampleRing(capacity)
  for (let time = 1; time <= 250; time += 1) ring.push(sample(time))
  const times = ring.samples().map(({ time }) => time)
  expect(times).toHaveLength(capacity)
  expect(times[0]).toBe(251 - capacity)
  expect(times.at(-1)).toBe(250)
})

it('keeps an hour: the last five minutes as they were, before that one for ten seconds', () => {
  const history = new History()
  const hour = 3_600_000
  for (let time = 0; time < 2 * hour; time += 2000)
    history.push(sample(time, { cpuPercent: (time / 2000) % 5, netRx: time }))
  const samples = history.samples(2 * hour)
  const times = samples.map(({ time }) => time)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times[0]).toBeGreaterThan(hour)
  expect(times[0]).toBeLessThan(hour + 20_000)
  expect(times.at(-1)).toBe(2 * hour - 2000)
  expect(samples.length).toBeGreaterThan(450)
  expect(samples.length).toBeLessThan(510)
  // the mean of the load, the total as it was at the bucket's end
  expect(samples[0]).toMatchObject({ cpuPercent: 2, netRx: samples[0]!.time })
  expect(samples[0]!.time % 10_000).toBe(8000)
})

it('forgets what is older than an hour when nothing came since', () => {
  const history = new History()
  history.push(sample(0, { cpuPercent: null }))
  history.push(sample(11_000))
  expect(history.samples(1000)).toHaveLength(2)
  expect(history.samples(3_605_000).map(({ time }) => time)).toEqual([11_000])
  expect(history.isOver(3_605_000)).toBe(false)
  expect(history.isOver(3_700_000)).toBe(true)
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Teller } from './steps.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

test('a step is never silent for ten seconds', async () => {
  const lines: string[] = []
  const teller = new Teller(Date.now(), { write: (line) => lines.push(line) })
  const done = teller.step('Build', () => new Promise((resolve) => setTimeout(resolve, 30_000)))
  await vi.advanceTimersByTimeAsync(30_000)
  await done
  expect(lines[0]).toBe('[   0s] Build')
  expect(lines).toHaveLength(4)
  expect(lines.at(-1)).toBe('[  24s] Build …')
})

test('a step says less often that it goes on where it is told to', async () => {
  const lines: string[] = []
  const teller = new Teller(Date.now(), { quietMs: 60_000, write: (line) => lines.push(line) })
  const done = teller.step('Build', () => new Promise((resolve) => setTimeout(resolve, 150_000)))
  await vi.advanceTimersByTimeAsync(150_000)
  await done
  expect(lines).toEqual(['[   0s] Build', '[  60s] Build …', '[ 120s] Build …'])
})

test('many lines are shown at most once a second, the newest of them', async () => {
  const lines: string[] = []
  const teller = new Teller(Date.now(), { write: (line) => lines.push(line) })
  const done = teller.step('Fetch', async ({ report }) => {
    for (let i = 0; i < 200; i++) {
      report(`part ${i}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })
  await vi.advanceTimersByTimeAsync(2_000)
  await done
  expect(lines.length).toBeLessThanOrEqual(3)
  expect(lines[1]).toMatch(/Fetch: part \d+/)
})

test('what a step throws comes through, and its clock stops', async () => {
  const lines: string[] = []
  const teller = new Teller(Date.now(), { write: (line) => lines.push(line) })
  await expect(teller.step('Fail', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(lines).toEqual(['[   0s] Fail'])
})

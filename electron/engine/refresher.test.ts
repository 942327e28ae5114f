import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Refresher, type Source } from './refresher.ts'

/** A source whose requests end when the test says so. */
class Asked implements Source {
  readonly calls: (readonly string[] | 'all')[] = []
  readonly failures: unknown[] = []
  readonly signals: AbortSignal[] = []
  #settle: { resolve: () => void; reject: (error: Error) => void } | null = null

  all(signal: AbortSignal): Promise<void> {
    return this.#ask('all', signal)
  }
  some(ids: readonly string[], signal: AbortSignal): Promise<void> {
    return this.#ask(ids, signal)
  }
  failed(error: unknown): void {
    this.failures.push(error)
  }
  async answer(error?: Error): Promise<void> {
    if (error) this.#settle?.reject(error)
    else this.#settle?.resolve()
    await vi.advanceTimersByTimeAsync(50)
  }
  #ask(what: readonly string[] | 'all', signal: AbortSignal): Promise<void> {
    this.calls.push(what)
    this.signals.push(signal)
    return new Promise((resolve, reject) => (this.#settle = { resolve, reject }))
  }
}

let asked: Asked
let refresher: Refresher

beforeEach(() => {
  vi.useFakeTimers()
  asked = new Asked()
  refresher = new Refresher(asked)
})
afterEach(() => {
  refresher.stop()
  vi.useRealTimers()
})

it('begins with everything, and asks about what was marked meanwhile', async () => {
  refresher.mark('before')
  refresher.start()
  refresher.mark('a')
  refresher.mark('a')
  refresher.mark('b')
  await asked.answer()
  expect(asked.calls).toEqual(['all', ['a', 'b']])
})

it('asks about a thousand that change together in ten requests, one after another', async () => {
  refresher.start()
  await asked.answer()
  for (let event = 0; event < 3000; event += 1) refresher.mark(`id-${event % 1000}`)
  for (let request = 0; request < 10; request += 1) {
    await vi.advanceTimersByTimeAsync(50)
    expect(asked.calls.length).toBe(2 + request)
    await asked.answer()
  }
  expect(asked.calls.length).toBe(11)
  expect(new Set(asked.calls.slice(1).flat()).size).toBe(1000)
})

it('asks for everything in place of some', async () => {
  refresher.start()
  refresher.mark('a')
  refresher.markAll()
  await asked.answer()
  expect(asked.calls).toEqual(['all', 'all'])
  await asked.answer()
  expect(asked.calls.length).toBe(2)
})

it('tries again after a failure, with everything', async () => {
  refresher.start()
  await asked.answer()
  refresher.mark('a')
  await vi.advanceTimersByTimeAsync(50)
  await asked.answer(new Error('broken'))
  expect(asked.failures.length).toBe(1)
  expect(asked.calls).toEqual(['all', ['a']])
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked.calls).toEqual(['all', ['a'], 'all'])
})

it('calls off what goes on when it stops, and does nothing until it starts again', async () => {
  refresher.start()
  expect(refresher.running).toBe(true)
  refresher.stop()
  expect(asked.signals[0]?.aborted).toBe(true)
  await asked.answer(new Error('aborted'))
  refresher.mark('a')
  refresher.markAll()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked.calls).toEqual(['all'])
  expect(asked.failures).toEqual([])
  refresher.start()
  expect(asked.calls).toEqual(['all', 'all'])
})

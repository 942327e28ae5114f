import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StatsBatch } from '../../../electron/api/schema/stats.ts'
import { statsSample } from '../../../tests/fakes/rows.ts'
import type { Client } from '../../client/connection.ts'
import { StatsFeed } from './stats-feed.ts'

let tell: (batch: StatsBatch) => void
const unsubscribe = vi.fn()
const subscribe = vi.fn((_input: unknown, on: { onData: (batch: StatsBatch) => void }) => {
  tell = on.onData
  return { unsubscribe }
})
const client = { stats: { watch: { subscribe } } } as unknown as Pick<Client, 'stats'>

let visibility: DocumentVisibilityState
beforeEach(() => {
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => vi.clearAllMocks())

const see = (state: DocumentVisibilityState): void => {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

test('follows only while the page can be seen', () => {
  const leave = new StatsFeed(client).follow()
  expect(subscribe).toHaveBeenCalledTimes(1)
  see('hidden')
  expect(unsubscribe).toHaveBeenCalledTimes(1)
  see('visible')
  expect(subscribe).toHaveBeenCalledTimes(2)
  leave()
  expect(unsubscribe).toHaveBeenCalledTimes(2)
  see('visible')
  expect(subscribe).toHaveBeenCalledTimes(2)
})

test('keeps the last minute of each that is up', () => {
  const feed = new StatsFeed(client)
  const heard = vi.fn()
  feed.batches.subscribe(heard)
  const leave = feed.follow()
  for (let time = 0; time <= 120_000; time += 2000)
    tell({ samples: [1, 2].map((seed) => ({ id: String(seed), sample: statsSample(seed, time) })) })
  expect(heard).toHaveBeenCalledTimes(61)
  expect(feed.of('1')).toHaveLength(30)
  expect(feed.latest('2')).toEqual(statsSample(2, 120_000))
  tell({ samples: [{ id: '2', sample: statsSample(2, 122_000) }] })
  expect(feed.of('1')).toEqual([])
  expect(feed.latest('1')).toBeNull()
  leave()
})

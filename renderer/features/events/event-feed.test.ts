// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import { mostBackground, mostEvents, type EventsMessage } from '../../../electron/api/schema/events.ts'
import { eventRow } from '../../../tests/fakes/events.ts'
import type { Client } from '../../client/connection.ts'
import { EventFeed } from './event-feed.ts'

let send: (message: EventsMessage) => void
let asked: number
let taken: { feed: string; number: number }[]
let feed: EventFeed

beforeEach(() => {
  asked = 0
  taken = []
  const events = {
    watch: {
      subscribe: (_input: undefined, on: { onData: typeof send }) => {
        asked += 1
        send = on.onData
        return { unsubscribe: () => undefined }
      },
    },
    took: {
      mutate: async (one: { feed: string; number: number }) => {
        taken.push(one)
      },
    },
  }
  feed = new EventFeed({ events } as unknown as Pick<Client, 'events'>, (flush) => flush)
})
const numbers = (): number[] => feed.get().events.map(({ number }) => number)

test('gathers what comes, and says what it took', () => {
  const stop = feed.follow()
  expect(feed.get().loaded).toBe(false)
  send({ kind: 'all', feed: 'f', number: 1, events: [eventRow(1), eventRow(2, { action: 'exec_start' })] })
  send({ kind: 'more', number: 2, events: [eventRow(3)], leftOut: 0 })
  expect(feed.get()).toMatchObject({ loaded: true, leftOut: 0 })
  expect(numbers()).toEqual([1, 2, 3])
  expect(taken).toEqual([
    { feed: 'f', number: 1 },
    { feed: 'f', number: 2 },
  ])
  stop()
})

test('counts what was left out, until the list is loaded again', () => {
  feed.follow()
  send({ kind: 'all', feed: 'f', number: 1, events: [] })
  send({ kind: 'more', number: 2, events: [eventRow(101)], leftOut: 100 })
  send({ kind: 'more', number: 3, events: [eventRow(112)], leftOut: 10 })
  expect(feed.get().leftOut).toBe(110)
  feed.reload()
  expect(asked).toBe(2)
  expect(numbers()).toEqual([101, 112])
  send({ kind: 'all', feed: 'g', number: 1, events: [eventRow(100), eventRow(101)] })
  expect(feed.get().leftOut).toBe(0)
  expect(numbers()).toEqual([100, 101])
})

test('is bounded, and a flood of one kind leaves the other', () => {
  feed.follow()
  send({ kind: 'all', feed: 'f', number: 1, events: [eventRow(1, { action: 'oom' })] })
  let number = 1
  for (let message = 2; message < 50; message += 1) {
    const events = Array.from({ length: 300 }, () => eventRow((number += 1), { action: 'exec_die' }))
    send({ kind: 'more', number: message, events, leftOut: 0 })
  }
  expect(feed.get().events).toHaveLength(1 + mostBackground)
  expect(feed.get().events[0]?.action).toBe('oom')
  for (let message = 50; message < 100; message += 1)
    send({
      kind: 'more',
      number: message,
      events: Array.from({ length: 300 }, () => eventRow((number += 1))),
      leftOut: 0,
    })
  expect(feed.get().events).toHaveLength(mostEvents + mostBackground)
  expect(feed.get().events.at(-1)?.number).toBe(number)
})

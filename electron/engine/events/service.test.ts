import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EventsMessage } from '../../api/schema/events.ts'
import { Topic } from '../../base/topic.ts'
import { Journal } from './journal.ts'
import { eventsService } from './service.ts'
import type { Heard } from './thread.ts'

const heard = new Topic<Heard>()
let service: ReturnType<typeof eventsService>
let ends: AbortController
beforeEach(() => {
  service = eventsService(new Journal({ heard }))
  ends = new AbortController()
})
afterEach(() => vi.useRealTimers())

function hear(count: number, action = 'start'): void {
  for (let n = 0; n < count; n += 1) {
    const event = { type: 'container', action, detail: '', id: 'abc', attributes: {}, time: 'T', nano: 0 }
    heard.publish({ event, broken: false, past: false })
  }
}
type All = Extract<EventsMessage, { kind: 'all' }>
type More = Extract<EventsMessage, { kind: 'more' }>
async function next<T extends EventsMessage>(messages: AsyncGenerator<EventsMessage, void>): Promise<T> {
  const { value } = await messages.next()
  if (!value) throw new Error('ended')
  return value as T
}

it('tells the whole first, then what came, many in one message', async () => {
  hear(2)
  const messages = service.watch(ends.signal)
  expect((await next<All>(messages)).events.map(({ number }) => number)).toEqual([1, 2])
  hear(50)
  const more = await next<More>(messages)
  expect(more).toMatchObject({ kind: 'more', leftOut: 0 })
  expect(more.events.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, n) => n + 3))
})

it('leaves out of a flood what nobody can read, and counts it', async () => {
  const messages = service.watch(ends.signal)
  await next(messages)
  hear(100_000)
  const more = await next<More>(messages)
  expect(more.events).toHaveLength(300)
  expect(more.leftOut).toBe(100_000 - 300)
  expect(more.events.at(-1)?.number).toBe(100_000)
})

it('sends a page that takes nothing no more than a few messages, and goes on where it takes', async () => {
  const messages = service.watch(ends.signal)
  const { feed, number } = await next<All>(messages)
  let last = number
  for (let n = 0; n < 2; n += 1) {
    hear(1)
    last = (await next<More>(messages)).number
  }
  hear(1000)
  vi.useFakeTimers()
  const went = vi.fn()
  const waiting = next<More>(messages).finally(went)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(went).not.toHaveBeenCalled()
  vi.useRealTimers()
  service.took('another', last)
  service.took(feed, last)
  expect(await waiting).toMatchObject({ leftOut: 700 })
})

it('ends when nobody listens any more, also while it waits', async () => {
  const messages = service.watch(ends.signal)
  await next(messages)
  const end = messages.next()
  ends.abort()
  expect((await end).done).toBe(true)
})

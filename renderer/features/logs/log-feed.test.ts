// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'
import type { LogBatch } from '../../../electron/api/schema/containers.ts'
import type { Client } from '../../client/connection.ts'
import { containerFeed, hostFeed } from './log-feed.ts'

interface Asked {
  input: { since: string | null; tail: number }
  on: {
    onData(batch: LogBatch): void
    onError(thrown: unknown): void
    onComplete(): void
    onConnectionStateChange(change: { state: string }): void
  }
}
interface HostAsked {
  onData(lines: string[]): void
  onConnectionStateChange(change: { state: string }): void
}

let asked: Asked[]
let hostAsked: HostAsked[]
const unsubscribe = vi.fn()
const client = {
  containers: {
    logs: {
      subscribe: (input: Asked['input'], on: Asked['on']) => {
        asked.push({ input, on })
        return { unsubscribe }
      },
    },
  },
  host: {
    logs: {
      subscribe: (_input: unknown, on: HostAsked) => {
        hostAsked.push(on)
        return { unsubscribe }
      },
    },
  },
} as unknown as Client

const batch = (from: number, to: number, done = false): LogBatch => ({
  done,
  lines: Array.from({ length: to - from }, (_, index) => ({
    stream: 'stdout',
    time: `2026-01-01T00:00:00.${String(from + index).padStart(9, '0')}Z`,
    text: `line ${from + index}`,
  })),
})

beforeEach(() => {
  asked = []
  hostAsked = []
  vi.clearAllMocks()
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frame())
})

test('lines come with their times; the version tells that some came', () => {
  const feed = containerFeed(client, 'web')
  expect(feed.state.get()).toEqual({ kind: 'loading' })
  asked[0]!.on.onData(batch(0, 3))
  expect(feed.version.get()).toBe(1)
  expect(feed.state.get()).toEqual({ kind: 'following' })
  expect([feed.buffer.size, feed.buffer.text(2)]).toEqual([3, 'line 2'])
  expect(feed.buffer.time(0)).toBe(Date.parse('2026-01-01T00:00:00Z'))
})

test('after a lost connection it goes on where it stopped, without a line twice', async () => {
  const feed = containerFeed(client, 'web')
  asked[0]!.on.onData(batch(0, 3))
  asked[0]!.on.onConnectionStateChange({ state: 'connecting' })
  expect(feed.state.get()).toEqual({ kind: 'reconnecting' })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  expect(unsubscribe).toHaveBeenCalledTimes(1)
  expect(asked[1]!.input.since).toBe('2026-01-01T00:00:00.000000002Z')
  asked[1]!.on.onData(batch(2, 5))
  expect(feed.buffer.size).toBe(5)
  expect([3, 4].map((line) => feed.buffer.text(line))).toEqual(['line 3', 'line 4'])
})

test('the first connection is not a lost one', async () => {
  const feed = containerFeed(client, 'web')
  asked[0]!.on.onConnectionStateChange({ state: 'connecting' })
  await Promise.resolve()
  expect(asked).toHaveLength(1)
  expect(feed.state.get()).toEqual({ kind: 'loading' })
})

test('a log that ended goes on when its container starts again; one that is followed does not begin anew', () => {
  const feed = containerFeed(client, 'web')
  asked[0]!.on.onData(batch(0, 2))
  feed.resume()
  expect(asked).toHaveLength(1)
  asked[0]!.on.onData(batch(2, 3, true))
  asked[0]!.on.onComplete()
  expect(feed.state.get()).toEqual({ kind: 'ended' })
  feed.resume()
  expect(asked[1]!.input.since).toBe('2026-01-01T00:00:00.000000002Z')
})

test('an error is kept as the host worded it', () => {
  const feed = containerFeed(client, 'web')
  asked[0]!.on.onError(new Error('the log driver keeps nothing'))
  expect(feed.state.get()).toMatchObject({
    kind: 'failed',
    error: { message: 'the log driver keeps nothing' },
  })
})

test('closed, it does not reconnect', async () => {
  const feed = containerFeed(client, 'web')
  asked[0]!.on.onData(batch(0, 1))
  asked[0]!.on.onConnectionStateChange({ state: 'connecting' })
  feed.close()
  await Promise.resolve()
  expect(asked).toHaveLength(1)
})

test('Berth’s own logs are read anew after a lost connection', async () => {
  const feed = hostFeed(client, 'host')
  hostAsked[0]!.onData(['one', 'two'])
  hostAsked[0]!.onConnectionStateChange({ state: 'connecting' })
  await vi.waitFor(() => expect(hostAsked).toHaveLength(2))
  hostAsked[1]!.onData(['one', 'two', 'three'])
  expect(feed.buffer.size).toBe(3)
  expect(feed.buffer.text(feed.buffer.first)).toBe('one')
})

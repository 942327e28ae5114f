// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'
import type { LogEvent, LogQuery, LogSource } from '../../../electron/api/schema/logs.ts'
import type { Client } from '../../client/connection.ts'
import { containerFeed } from './container-feed.ts'
import type { LogFeed } from './log-feed.ts'

interface Asked {
  input: LogQuery
  on: {
    onData(event: LogEvent): void
    onError(thrown: unknown): void
    onComplete(): void
    onConnectionStateChange(change: { state: string }): void
  }
}

let asked: Asked[]
const unsubscribe = vi.fn()
const took = vi.fn((_input: { feed: string; number: number }) => Promise.resolve())
const download = vi.fn((_input: unknown) => Promise.resolve('/transfer/x'))
const client = {
  logs: {
    follow: {
      subscribe: (input: LogQuery, on: Asked['on']) => {
        asked.push({ input, on })
        return { unsubscribe }
      },
    },
    took: { mutate: took },
    download: { mutate: download },
  },
} as unknown as Client

const source = (state: LogSource['state'], name = 'web'): LogSource => ({
  id: `id-${name}`,
  name,
  state,
  error: null,
})
const sources = (...all: LogSource[]): LogEvent => ({ kind: 'sources', sources: all })
const time = (line: number): string => `2026-01-01T00:00:00.${String(line).padStart(9, '0')}Z`
const lines = (number: number, from: number, to: number): LogEvent => ({
  kind: 'lines',
  number,
  lines: {
    texts: Array.from({ length: to - from }, (_, index) => `line ${from + index}`).join('\n'),
    times: Array.from({ length: to - from }, (_, index) => (index === 0 ? Date.parse(time(0)) : 0)),
    marks: '0'.repeat(to - from),
    runs: [[0, to - from]],
    last: { 0: time(to - 1) },
  },
})

const open = (): LogFeed => containerFeed(client, { containers: ['web'] }, { kind: 'newest' })
function begun(): LogFeed {
  const feed = open()
  asked[0]!.on.onData({ kind: 'opened', feed: 'f1' })
  asked[0]!.on.onData(sources(source('reading')))
  asked[0]!.on.onData(lines(1, 0, 3))
  return feed
}

beforeEach(() => {
  asked = []
  vi.clearAllMocks()
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frame())
  vi.stubGlobal('document', { visibilityState: 'visible' })
})

test('lines come with their times; the version tells that some came; they are acknowledged', async () => {
  const feed = begun()
  expect(feed.version.get()).toBe(1)
  expect(feed.state.get()).toEqual({ kind: 'following' })
  expect([feed.buffer.size, feed.buffer.text(2)]).toEqual([3, 'line 2'])
  expect(feed.buffer.time(0)).toBe(Date.parse('2026-01-01T00:00:00Z'))
  asked[0]!.on.onData(lines(2, 3, 4))
  expect(took).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(took).toHaveBeenCalledWith({ feed: 'f1', number: 2 }))
  expect(took).toHaveBeenCalledTimes(1)
})

test('a page in the background acknowledges at once', () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' })
  begun()
  expect(took).toHaveBeenCalledWith({ feed: 'f1', number: 1 })
})

test('after a lost connection it goes on where it stopped', async () => {
  const feed = begun()
  asked[0]!.on.onConnectionStateChange({ state: 'connecting' })
  expect(feed.state.get()).toEqual({ kind: 'reconnecting' })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  expect(unsubscribe).toHaveBeenCalledTimes(1)
  expect(asked[0]!.input.after).toEqual({})
  expect(asked[1]!.input.after).toEqual({ 'id-web': time(2) })
})

test('the first connection is not a lost one', async () => {
  const feed = open()
  asked[0]!.on.onConnectionStateChange({ state: 'connecting' })
  await Promise.resolve()
  expect(asked).toHaveLength(1)
  expect(feed.state.get()).toEqual({ kind: 'loading' })
})

test('what happens between the lines stands there', () => {
  const feed = begun()
  asked[0]!.on.onData({ kind: 'left-out', source: 0, lines: 12_345 })
  asked[0]!.on.onData({ kind: 'left-out', source: 0, lines: null })
  asked[0]!.on.onData({ kind: 'ended', source: 0 })
  expect([3, 4, 5].map((line) => [feed.buffer.note(line), feed.buffer.text(line)])).toEqual([
    [true, expect.stringMatching(/^web: 12,345 lines left out/)],
    [true, expect.stringMatching(/^web: some lines left out/)],
    [true, 'web ended'],
  ])
})

test('one container tells its state; several go on until all have ended', () => {
  const feed = begun()
  const states: LogSource['state'][] = ['opening', 'ended', 'waiting', 'gone', 'failed']
  const kinds = states.map((state) => {
    asked[0]!.on.onData(sources(source(state)))
    return feed.state.get().kind
  })
  expect(kinds).toEqual(['loading', 'ended', 'waiting', 'gone', 'ended'])
  const error = { message: 'no reading', hint: '' }
  asked[0]!.on.onData(sources({ ...source('failed'), error }))
  expect(feed.state.get()).toEqual({ kind: 'failed', error })
  asked[0]!.on.onData(sources(source('ended'), source('reading', 'db')))
  expect(feed.state.get().kind).toBe('following')
  asked[0]!.on.onData(sources(source('ended'), source('gone', 'db')))
  expect(feed.state.get().kind).toBe('ended')
})

test('a range is asked for as times, and saved as such', async () => {
  const range = { kind: 'between', since: '2026-01-01T00:00:00Z', until: '' } as const
  const feed = containerFeed(client, { project: 'shop' }, range)
  expect(asked[0]!.input).toMatchObject({
    of: { project: 'shop' },
    since: '2026-01-01T00:00:00.000Z',
    until: null,
  })
  expect(await feed.file?.({ stdout: true, stderr: false, times: true })).toBe('/transfer/x')
  expect(download).toHaveBeenCalledWith({
    of: { project: 'shop' },
    since: '2026-01-01T00:00:00.000Z',
    until: null,
    ...{ stdout: true, stderr: false, times: true },
  })
})

test('an error is kept as the host worded it', () => {
  const feed = open()
  asked[0]!.on.onError(new Error('the log driver keeps nothing'))
  expect(feed.state.get()).toMatchObject({
    kind: 'failed',
    error: { message: 'the log driver keeps nothing' },
  })
})

test('closed, it does not reconnect', async () => {
  const feed = begun()
  asked[0]!.on.onConnectionStateChange({ state: 'connecting' })
  feed.close()
  await Promise.resolve()
  expect(asked).toHaveLength(1)
})

import { expect, it } from 'vitest'
import type { LogSource } from '../../api/schema/logs.ts'
import type { LogLine } from './line.ts'
import { takeDue } from './merge.ts'
import { eventsOf } from './pack.ts'
import { LineQueue } from './queue.ts'
import type { Source } from './source.ts'

const line = (second: number, text: string, stream: LogLine['stream'] = 'stdout'): LogLine => ({
  stream,
  time: `2026-08-01T12:00:0${second}.000000000Z`,
  ms: Date.parse(`2026-08-01T12:00:0${second}Z`),
  text,
  continued: false,
})

function source(state: LogSource['state'], ...lines: LogLine[]): Source {
  const queue = new LineQueue()
  for (const each of lines) queue.push(each)
  return { queue, idleSince: 1000, view: { id: '', name: '', state, error: null } } as unknown as Source
}

const taken = (sources: Source[], now: number, most = 100): string =>
  takeDue(sources, most, now)
    .items.map(({ source, item }) => `${source}${'text' in item ? item.text : item.kind}`)
    .join(' ')

it('takes lines in order of time, each with its source', () => {
  const sources = [
    source('ended', line(1, 'a'), line(4, 'd')),
    source('ended', line(2, 'b'), line(3, 'c'), line(5, 'e')),
  ]
  expect(taken(sources, 1000, 3)).toBe('0a 1b 1c')
  expect(taken(sources, 1000)).toBe('0d 1e')
})

it('waits a moment for a source that may still have an older one, and no longer', () => {
  const sources = [source('reading', line(1, 'a')), source('reading')]
  expect(takeDue(sources, 10, 1010)).toEqual({ items: [], waitMs: 140 })
  expect(taken(sources, 1150)).toBe('0a')
  expect(takeDue([source('reading', line(1, 'a')), source('opening')], 10, 1150).waitMs).toBe(1850)
})

it('waits for nobody when there is only one, or when the others have nothing more to say', () => {
  expect(taken([source('reading', line(1, 'a'), line(2, 'b'))], 1000)).toBe('0a 0b')
  expect(taken([source('reading', line(1, 'a')), source('ended'), source('waiting')], 1000)).toBe('0a')
})

it('keeps notes where they stand among the lines of their source', () => {
  const noted = source('reading', line(3, 'a'))
  noted.queue.push({ kind: 'left-out', lines: 7 })
  noted.queue.push(line(6, 'c'))
  expect(taken([noted, source('ended', line(4, 'b'))], 1000)).toBe('0a 0left-out 1b 0c')
})

it('packs lines into columns, and cuts the messages at notes and at their size', () => {
  const noted = source('reading', line(1, 'a'), line(2, 'b', 'stderr'))
  noted.queue.push({ kind: 'left-out', lines: 7 })
  noted.queue.push({ ...line(3, 'x'.repeat(200_000)), continued: true })
  noted.queue.push({ ...line(3, 'timeless'), time: '', ms: NaN })
  let number = 0
  const events = [...eventsOf(takeDue([noted], 100, 0).items, () => (number += 1))]
  expect(events.map(({ kind }) => kind)).toEqual(['lines', 'left-out', 'lines', 'lines'])
  expect(events[0]).toEqual({
    kind: 'lines',
    number: 1,
    lines: {
      texts: 'a\nb',
      times: [Date.parse('2026-08-01T12:00:01Z'), 1000],
      marks: '01',
      runs: [[0, 2]],
      last: { 0: '2026-08-01T12:00:02.000000000Z' },
    },
  })
  expect(events[1]).toEqual({ kind: 'left-out', source: 0, lines: 7 })
  expect(events[3]).toMatchObject({ lines: { texts: 'timeless', times: [null], marks: '0' } })
})

// @vitest-environment node
import { expect, test } from 'vitest'
import { boundsOf, timeOf } from './time-range.ts'
import { logsOf, logsOfProject, rangeOf, searchOf, selectionOf } from '../features/logs/selection.ts'

const now = new Date(2026, 7, 1, 14, 30).getTime()
const at = (...parts: [number, number, number, number?, number?, number?]): number =>
  new Date(...parts).getTime()

test.each([
  ['10m', now - 600_000],
  [' 1h 30m ', now - 5_400_000],
  ['1.5H', now - 5_400_000],
  ['2d', now - 2 * 86_400_000],
  ['14:05', at(2026, 7, 1, 14, 5)],
  ['14:35:10', at(2026, 6, 31, 14, 35, 10)],
  ['2026-07-30', at(2026, 6, 30)],
  ['2026-07-30 08:15', at(2026, 6, 30, 8, 15)],
  ['2026-07-30T08:15:00Z', Date.UTC(2026, 6, 30, 8, 15)],
  ['2026-07-30T08:15:00.5+02:00', Date.UTC(2026, 6, 30, 6, 15, 0, 500)],
])('%s is a time', (text, ms) => {
  expect(timeOf(text, now)).toBe(ms)
})

test.each([
  '',
  'yesterday',
  '10',
  '10 parsecs',
  '25:00',
  '12:61',
  '2026-13-01',
  '2026-07-30 8:15',
  '9e99d',
  '-5m',
])('%j is none', (text) => {
  expect(timeOf(text, now)).toBeNull()
})

test('bounds are RFC 3339, open where nothing was typed', () => {
  expect(boundsOf({ kind: 'newest' }, now)).toEqual({ since: null, until: null })
  expect(boundsOf({ kind: 'between', since: '10m', until: '' }, now)).toEqual({
    since: new Date(now - 600_000).toISOString(),
    until: null,
  })
})

test('addresses say selections and ranges, and are read back', () => {
  expect(selectionOf({})).toBeNull()
  expect(selectionOf({ of: 'a,,b' })).toEqual({ containers: ['a', 'b'] })
  expect(selectionOf(logsOf([{ name: 'a' }, { name: 'b' }]).search)).toEqual({ containers: ['a', 'b'] })
  expect(selectionOf(logsOfProject('shop').search)).toEqual({ project: 'shop' })
  for (const range of [
    { kind: 'newest' },
    { kind: 'all' },
    { kind: 'between', since: '10m', until: '' },
    { kind: 'between', since: '', until: '5m' },
  ] as const)
    expect(rangeOf(searchOf(range))).toEqual(range)
})

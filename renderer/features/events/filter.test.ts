// @vitest-environment node
import { expect, test } from 'vitest'
import { eventRow } from '../../../tests/fakes/events.ts'
import { chosenEvents, type EventChoice } from './filter.ts'

const events = [
  eventRow(1, { action: 'create' }),
  eventRow(2, { action: 'exec_start', detail: 'sh -c ls' }),
  eventRow(3, { action: 'health_status', detail: 'unhealthy', name: 'Shop-DB', composeProject: 'My Shop' }),
  eventRow(4, { action: 'die', attributes: { exitCode: '3', image: 'redis' } }),
  eventRow(5, {
    type: 'volume',
    action: 'create',
    object: 'data',
    name: 'data',
    attributes: { driver: 'local' },
  }),
]
const open = { since: null, until: null }
const numbers = (change: Partial<EventChoice>): number[] =>
  chosenEvents(events, { text: '', bounds: open, background: false, ...change }).fit.map(
    ({ number }) => number,
  )

test.each([
  ['', [1, 3, 4, 5]],
  ['redis', [4]],
  ['type:vol', [5]],
  ['action:create', [1, 5]],
  ['action:create,die', [1, 4, 5]],
  ['action:unhealthy', [3]],
  ['name:db', [3]],
  ['name:abab', [1, 3, 4]],
  ['project:"my shop"', [3]],
  ['-type:volume -action:die', [1, 3]],
  ['action:', [1, 3, 4, 5]],
])('%j finds %j', (text, found) => {
  expect(numbers({ text })).toEqual(found)
})

test('the background is there when it is asked for', () => {
  expect(numbers({ background: true, text: 'action:exec' })).toEqual([2])
})

test('a range of time is within its bounds', () => {
  const { time } = eventRow(3)
  expect(numbers({ bounds: { since: time, until: null } })).toEqual([3, 4, 5])
  expect(numbers({ bounds: { since: null, until: time } })).toEqual([1, 3])
  const { of, fit } = chosenEvents(events, { text: 'die', bounds: open, background: false })
  expect([of.length, fit.length]).toEqual([4, 1])
})

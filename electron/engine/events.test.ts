import { expect, it } from 'vitest'
import { parseEvent } from './events.ts'

it('takes from an event what this room uses', () => {
  const raw = {
    Type: 'container',
    Action: 'health_status: healthy',
    Actor: { ID: 'abc', Attributes: { name: 'web', exitCode: '137' } },
    scope: 'local',
    time: 1_785_585_600,
    timeNano: 1_785_585_600_123_456_000,
  }
  expect(parseEvent(raw)).toEqual({
    type: 'container',
    action: 'health_status',
    detail: 'healthy',
    id: 'abc',
    attributes: { name: 'web', exitCode: '137' },
    time: '2026-08-01T12:00:00.123Z',
    nano: 1_785_585_600_123_456_000,
  })
})

it('does with what may be missing', () => {
  expect(parseEvent({ Type: 'daemon', Action: 'reload', Actor: {}, time: 0 })).toMatchObject({
    id: '',
    detail: '',
    attributes: {},
    time: '1970-01-01T00:00:00.000Z',
  })
})

it.each([
  null,
  'start',
  {},
  { Type: 'x'.repeat(100), Action: 'a', Actor: {} },
  { Type: 'a', Action: 1, Actor: {} },
])('takes %j for none', (value) => {
  expect(parseEvent(value)).toBeNull()
})

it('does not fail on a time that no clock shows', () => {
  const event = { Type: 'container', Action: 'start', Actor: { ID: 'a' }, time: 1, timeNano: 1e300 }
  expect(parseEvent(event)?.time).toBe('+275760-09-13T00:00:00.000Z')
})

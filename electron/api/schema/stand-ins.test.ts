import { expect, it } from 'vitest'
import { interruptedAmong, standInName, standInOf, stampOf, timeOfStamp } from './stand-ins.ts'

const stamp = '20261125t101500'

it('names containers by whom they stand in for', () => {
  const standIn = { name: 'web-next-1', role: 'before', stamp } as const
  expect(standInOf(standInName(standIn))).toEqual(standIn)
  expect(standInOf('web')).toBeNull()
  expect(standInOf('web-old-20261125t101500')).toBeNull()
  const now = new Date('2026-11-25T10:15:00.123Z')
  expect(stampOf(now)).toBe(stamp)
  expect(timeOfStamp(stamp)).toBe(Date.parse('2026-11-25T10:15:00Z'))
})

it.each([
  ['nothing', ['web', 'db'], []],
  ['a new one beside the old one', ['web', `web-next-${stamp}`], [{ name: 'web', stamp, hasNew: false }]],
  [
    'an old one without its name',
    [`web-before-${stamp}`, `web-next-${stamp}`],
    [{ name: 'web', stamp, hasNew: false }],
  ],
  ['a new one in its place', ['web', `web-before-${stamp}`], [{ name: 'web', stamp, hasNew: true }]],
  ['only the old one', [`web-before-${stamp}`], [{ name: 'web', stamp, hasNew: false }]],
  ['what goes on', ['db', `db-before-${stamp}`], []],
])('sees %s', (_what, names, expected) => {
  expect(interruptedAmong(names, new Set(['db']))).toEqual(expected)
})

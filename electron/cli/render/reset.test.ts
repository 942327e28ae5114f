import { expect, test } from 'vitest'
import { resetLines } from './reset.ts'

test('every item is named with its size and place', () => {
  const items = [
    { what: 'data disk: containers, images, volumes', path: '/h/machine/data.qcow2', bytes: 3 * 2 ** 30 },
    { what: 'settings', path: '/h/settings.json', bytes: 20 },
  ]
  expect(resetLines({ home: '/h', items, bytes: 3 * 2 ** 30 + 20 })).toEqual([
    'A reset deletes from /h, for good:',
    '  data disk: containers, images, volumes      3 GiB  /h/machine/data.qcow2',
    '  settings                                     20 B  /h/settings.json',
    '  in all                                      3 GiB',
  ])
  expect(resetLines({ home: '/h', items: [], bytes: 0 })).toEqual(['There is nothing to delete in /h.'])
})

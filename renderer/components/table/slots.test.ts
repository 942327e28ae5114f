import { expect, test } from 'vitest'
import { Slots } from './slots.ts'

const given = (slots: Slots, ...ids: string[]): Record<string, number> => Object.fromEntries(slots.give(ids))

test('what comes into sight takes the row of what left, and the rest stay in theirs', () => {
  const slots = new Slots()
  expect(given(slots, 'a', 'b', 'c')).toEqual({ a: 0, b: 1, c: 2 })
  expect(given(slots, 'b', 'c', 'd')).toEqual({ b: 1, c: 2, d: 0 })
  expect(given(slots, 'a', 'b', 'c', 'd', 'e')).toEqual({ a: 3, b: 1, c: 2, d: 0, e: 4 })
})

test('asked again for the same, it gives the same', () => {
  const slots = new Slots()
  slots.give(['a', 'b', 'c'])
  const once = given(slots, 'c', 'd', 'b')
  expect(given(slots, 'c', 'd', 'b')).toEqual(once)
})

test('another order changes no row', () => {
  const slots = new Slots()
  slots.give(['a', 'b', 'c'])
  expect(given(slots, 'c', 'a', 'b')).toEqual({ a: 0, b: 1, c: 2 })
})

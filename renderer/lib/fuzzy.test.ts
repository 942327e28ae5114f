// @vitest-environment node
import { expect, test } from 'vitest'
import { best, fit } from './fuzzy.ts'

test('every word must occur, case aside', () => {
  expect(fit('STOP web', 'Stop web-1')).not.toBeNull()
  expect(fit('stop db', 'Stop web-1')).toBeNull()
  expect(fit('', 'anything')).toBe(0)
})

test('the start of the text beats the start of a word, that beats the middle', () => {
  const found = best('web', ['cobweb', 'my-web', 'web'], (text) => text, 10)
  expect(found).toEqual(['web', 'my-web', 'cobweb'])
})

test('the exact name comes before longer ones', () => {
  expect(best('web', ['web-10', 'web'], (text) => text, 10)).toEqual(['web', 'web-10'])
})

test('what fits alike keeps its order, and no more than asked for comes', () => {
  const actions = ['Stop web', 'Restart web', 'Kill web']
  expect(best('web', actions, (text) => text, 2)).toEqual(['Stop web', 'Restart web'])
})

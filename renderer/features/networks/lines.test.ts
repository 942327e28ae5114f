import { expect, it } from 'vitest'
import { parseLines } from './lines.ts'

it('reads names and values, a line each', () => {
  expect(parseLines('a=1\n\n  com.example/x = y=z \nflag')).toEqual({
    words: { a: '1', 'com.example/x': 'y=z', flag: '' },
    error: null,
  })
})

it('names the line that has no name', () => {
  expect(parseLines('a=1\n=2').error).toBe('Line 2 has no name before its “=”.')
})

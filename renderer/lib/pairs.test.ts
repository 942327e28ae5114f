import { expect, it } from 'vitest'
import { pairFlags, parsePairs } from './pairs.ts'

it('reads names and values, a line each', () => {
  expect(parsePairs('a=1\n\n  com.example/x = y=z \n o=addr=1.2.3.4,rw\nflag')).toEqual({
    pairs: { a: '1', 'com.example/x': 'y=z', o: 'addr=1.2.3.4,rw', flag: '' },
    error: null,
  })
})

it('names the line that has no name', () => {
  expect(parsePairs('a=1\n=2').error).toBe('Line 2 has no name before its “=”.')
})

it('writes them as flags', () => {
  expect(pairFlags('--label', { a: '1', flag: '' })).toEqual(['--label', 'a=1', '--label', 'flag'])
})

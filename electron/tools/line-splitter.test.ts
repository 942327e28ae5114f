import { expect, test } from 'vitest'
import { LineSplitter, longestLine } from './line-splitter.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('lines come once they are whole, whatever the pieces', () => {
  const splitter = new LineSplitter()
  expect(splitter.push(bytes('one\ntw'))).toEqual(['one'])
  expect(splitter.push(bytes('o\r\n\nthr'))).toEqual(['two', ''])
  expect(splitter.end()).toEqual(['thr'])
  expect(splitter.end()).toEqual([])
})

test('a character that is cut between two pieces is whole', () => {
  const splitter = new LineSplitter()
  const [first, ...rest] = bytes('é\n')
  expect(splitter.push(new Uint8Array([first!]))).toEqual([])
  expect(splitter.push(new Uint8Array(rest))).toEqual(['é'])
})

test('endless output without a line feed comes in pieces', () => {
  const splitter = new LineSplitter()
  expect(splitter.push(bytes('x'.repeat(longestLine * 2 + 5)))).toEqual([
    'x'.repeat(longestLine),
    'x'.repeat(longestLine),
  ])
  expect(splitter.end()).toEqual(['xxxxx'])
})

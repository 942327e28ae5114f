import { expect, it } from 'vitest'
import { lineEndsOf, plainLines, withLineEnds } from './lines.ts'

it.each([
  ['', 'lf'],
  ['a', 'lf'],
  ['a\nb', 'lf'],
  ['a\r\nb\r\n', 'crlf'],
  ['a\rb', 'cr'],
  ['a\r\nb\n', 'mixed'],
])('knows how the lines of %j end', (text, ends) => {
  expect(lineEndsOf(text)).toBe(ends)
})

it.each(['a\nb\n', 'a\r\nb', 'a\rb\r', 'a\r\nb\nc\rd', '', '\r\n\n'])('gives %j back as it was', (text) => {
  expect(withLineEnds(plainLines(text), text)).toBe(text)
})

it('ends new lines as the others do', () => {
  expect(withLineEnds('a\nnew\nb', 'a\r\nb')).toBe('a\r\nnew\r\nb')
})

it('leaves the lines around an edit as they were, where they are mixed', () => {
  expect(withLineEnds('a\nb\nnew\nc\nd', 'a\r\nb\nc\r\nd')).toBe('a\r\nb\nnew\r\nc\r\nd')
  expect(withLineEnds('a\nX\nc\nd', 'a\nb\nc\r\nd')).toBe('a\nX\nc\r\nd')
  expect(withLineEnds('d', 'a\r\nb\nc\r\nd')).toBe('d')
})

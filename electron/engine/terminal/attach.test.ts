import { expect, it } from 'vitest'
import { withoutOverlap } from './attach.ts'

it('leaves out of the log what the stream brings once more', () => {
  const cut = (tail: string, next: string): string =>
    withoutOverlap(Buffer.from(tail), Buffer.from(next)).toString()
  expect(cut('one\ntwo\n', 'two\nthree\n')).toBe('one\n')
  expect(cut('one\n', 'one\n')).toBe('')
  expect(cut('one\ntwo\n', 'three\n')).toBe('one\ntwo\n')
  expect(cut('', 'one')).toBe('')
})

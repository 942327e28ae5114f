import { expect, it } from 'vitest'
import { BerthError } from '../base/errors.ts'
import { malformed, refusal, refusalOf, transportError } from './errors.ts'

it('keeps the words of the engine, and its answer for who knows more', () => {
  const error = refusal('start web', 409, ' it is busy ')
  expect(error).toMatchObject({ code: 'conflict', message: 'Could not start web: it is busy' })
  expect(refusalOf(error)).toMatchObject({ status: 409, words: 'it is busy' })
  expect(refusalOf(new Error('other'))).toBeNull()
  expect(refusal('start web', 502, '').message).toBe('Could not start web: it answered 502')
  expect(refusal('start web', 500, 'x'.repeat(10_000)).message.length).toBeLessThan(2100)
})

it.each([
  ['driver failed: Bind for 0.0.0.0:80 failed: port is already allocated', /publish another port/],
  ['write /x: no space left on device', /Free some space/],
  ['container abc is not running', /Start the container first/],
  ['exec: "foo": executable file not found in $PATH', /does not have this program/],
  [
    "error while creating mount source path '/home/me/x': mkdir /home/me: read-only file system",
    /Share it with Berth's machine/,
  ],
  [
    'invalid mount config for type "bind": bind source path does not exist: /Users/me/x',
    /Share it with Berth's machine/,
  ],
  ['mkdir /homework: read-only file system', /berth logs engine/],
  ['bind source path does not exist: /etc/x', /berth logs engine/],
  ['something else', /berth logs engine/],
])('advises on %j', (words, hint) => {
  expect(refusal('do it', 500, words).hint).toMatch(hint)
})

it('tells a missing engine from a broken connection and from a caller that left', () => {
  const system = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code })
  expect(transportError('ask', system('ENOENT')).code).toBe('not-running')
  expect(transportError('ask', system('ECONNREFUSED')).code).toBe('not-running')
  expect(transportError('ask', system('ECONNRESET'))).toMatchObject({
    code: 'engine-failed',
    message: 'Could not ask: the connection to the engine broke (connect ECONNRESET).',
  })
  expect(transportError('ask', new DOMException('left', 'AbortError')).code).toBe('cancelled')
  const own = new BerthError('conflict', 'mine', { hint: '' })
  expect(transportError('ask', own)).toBe(own)
  expect(malformed('ask', 'no id').message).toBe("Could not ask: the engine's answer makes no sense (no id).")
})

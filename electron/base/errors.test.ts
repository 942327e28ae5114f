import { expect, test } from 'vitest'
import { BerthError, cancelled, isAbort, toBerthError } from './errors.ts'

test('an error keeps its words across a boundary', () => {
  const error = new BerthError('disk-full', 'No room.', { hint: 'Make some.', step: 'Make the disk' })
  const back = BerthError.fromPlain(structuredClone(error.toPlain()))
  expect(back.toPlain()).toEqual(error.toPlain())
  expect(back).toBeInstanceOf(BerthError)
})

test('a step is added once: the innermost stays', () => {
  const error = new BerthError('timeout', 'Late.', { hint: 'Wait.' }).inStep('inner').inStep('outer')
  expect(error.step).toBe('inner')
})

test('a full disk is told as one, whoever met it', () => {
  const raw = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(toBerthError(raw)).toMatchObject({ code: 'disk-full', cause: raw })
})

test('an abort is "cancelled", never a defect', () => {
  const controller = new AbortController()
  controller.abort()
  expect(toBerthError(controller.signal.reason).code).toBe('cancelled')
  expect(isAbort(cancelled())).toBe(true)
  expect(isAbort(new Error('other'))).toBe(false)
})

test('what nobody foresaw says so and points to the log', () => {
  const error = toBerthError('odd')
  expect(error.code).toBe('internal')
  expect(error.message).toContain('odd')
  expect(error.hint).toContain('berth logs host')
})

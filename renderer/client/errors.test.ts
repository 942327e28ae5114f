// @vitest-environment node
import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { plainError } from './errors.ts'

test('the host’s own words are taken as they are', () => {
  const berth = { code: 'conflict', message: 'It is in use.', hint: 'Remove it first.', step: null }
  const thrown = TRPCClientError.from({ error: { code: -32603, message: 'x', data: { berth } } })
  expect(plainError(thrown)).toEqual(berth)
})

test('an error without them means that the host was not reached', () => {
  expect(plainError(new TRPCClientError('closed'))).toMatchObject({ code: 'host-unreachable' })
})

test('anything else is a defect of the page', () => {
  expect(plainError(new TypeError('x is undefined'))).toMatchObject({
    code: 'internal',
    message: 'x is undefined',
  })
  expect(plainError('odd')).toMatchObject({ code: 'internal', message: 'odd' })
})

import { beforeEach, expect, it } from 'vitest'
import { sessionKey } from './session-key.ts'

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/containers?q=web#key=abc')
})

it('takes the key from the address into its storage, and off the address', () => {
  expect(sessionKey(new URL(location.href))).toBe('abc')
  expect(location.href).toMatch(/\/containers\?q=web$/)
  expect(sessionKey(new URL(location.href))).toBe('abc')
})

it('has none where the link was never opened', () => {
  expect(sessionKey(new URL('http://127.0.0.1:1/'))).toBe('')
})

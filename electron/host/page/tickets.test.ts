import { expect, test } from 'vitest'
import { cookieName, readCookie } from './cookies.ts'
import { Sessions } from './sessions.ts'
import { ticketLifeMs, Tickets } from './tickets.ts'

test('a ticket is spent once, within its life', () => {
  let now = 0
  const tickets = new Tickets(() => now)
  const [first, second] = [tickets.issue(), tickets.issue()]
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(first).not.toBe(second)
  expect(tickets.spend(first)).toBe(true)
  expect(tickets.spend(first)).toBe(false)
  now = ticketLifeMs - 1
  expect(tickets.unspent).toBe(1)
  now = ticketLifeMs
  expect(tickets.unspent).toBe(0)
  expect(tickets.spend(second)).toBe(false)
})

test('the oldest of too many tickets is forgotten', () => {
  const tickets = new Tickets(() => 0)
  const issued = Array.from({ length: 33 }, () => tickets.issue())
  expect(tickets.unspent).toBe(32)
  expect(tickets.spend(issued[0]!)).toBe(false)
  expect(tickets.spend(issued[1]!)).toBe(true)
})

test('the session used least recently ends when there are too many', () => {
  const sessions = new Sessions()
  const known = Array.from({ length: 32 }, () => sessions.create())
  expect(sessions.has(known[0]!.cookie)).toBe(true)
  sessions.create()
  expect(sessions.has(known[0]!.cookie)).toBe(true)
  expect(sessions.has(known[1]!.cookie)).toBe(false)
  expect(sessions.has(null)).toBe(false)
})

test('a session opens with its own key alone', () => {
  const sessions = new Sessions()
  const [one, other] = [sessions.create(), sessions.create()]
  expect(sessions.opens(one.cookie, one.key)).toBe(true)
  expect(sessions.opens(one.cookie, other.key)).toBe(false)
  expect(sessions.opens(one.cookie, null)).toBe(false)
  expect(sessions.opens('guess', one.key)).toBe(false)
})

test('a cookie is read from among others, and never guessed from two', () => {
  const name = cookieName(8080)
  expect(readCookie(undefined, name)).toBeNull()
  expect(readCookie('a=1; berth-8080=x; b=2', name)).toBe('x')
  expect(readCookie('berth-80801=x; xberth-8080=y', name)).toBeNull()
  expect(readCookie('berth-8080=x; berth-8080=x', name)).toBe('x')
  expect(readCookie('berth-8080=x; berth-8080=y', name)).toBeNull()
})

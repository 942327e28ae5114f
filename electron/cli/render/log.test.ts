import { expect, test } from 'vitest'
import { guestLogLine, hostLogLine } from './log.ts'

test('a record is told in one line', () => {
  const record = {
    level: 'warn',
    time: '2026-01-01T00:00:00.000Z',
    pid: 7,
    room: 'guest',
    why: 'a b',
    n: 2,
    msg: 'lost',
  }
  expect(hostLogLine(JSON.stringify(record))).toBe('2026-01-01T00:00:00.000Z warn  guest: lost why=a b n=2')
})

test.each(['Trace: at line 7', '{broken', '{"no":"record"}', ''])('what is no record stays: %s', (line) => {
  expect(hostLogLine(line)).toBe(line)
})

test('what a terminal would obey is shown instead', () => {
  expect(guestLogLine('\u001b[31mred\tgrün\u0007 \u009b2J\u007f')).toBe('␛[31mred\tgrün␇ ␡2J␡')
})

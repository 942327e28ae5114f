import { expect, it } from 'vitest'
import type { MainProcess } from '../../../electron/api/schema/terminals.ts'
import { MainInput } from './main-input.ts'

function typing(main: MainProcess, ...keys: string[]): string[] {
  const done: string[] = []
  const input = new MainInput(main, {
    send: (text) => done.push(`send ${JSON.stringify(text)}`),
    echo: (text) => done.push(`echo ${JSON.stringify(text)}`),
    detach: () => done.push('detach'),
    askToInterrupt: () => done.push('ask'),
    end: () => done.push('end'),
    sayItStaysOpen: () => done.push('stays open'),
  })
  for (const key of keys) input.typed(key)
  return done
}

it('sends keys to a terminal as they are, but asks before the first Ctrl+C', () => {
  expect(typing({ tty: true, input: 'open' }, 'l', '\x03', '\x03', '\x03')).toEqual([
    'send "l"',
    'ask',
    'send "\\u0003"',
    'send "\\u0003"',
  ])
})

it('gathers a line where there is no terminal, and shows it', () => {
  expect(typing({ tty: false, input: 'open' }, 'a', 'x', '\x7f', 'b', '\r')).toEqual([
    'echo "a"',
    'echo "x"',
    'echo "\\b \\b"',
    'echo "b"',
    'echo "\\r\\n"',
    'send "ab\\n"',
  ])
  expect(typing({ tty: false, input: 'open' }, 'a', '\x03', 'b', '\r').at(-1)).toBe('send "b\\n"')
})

it('sends nothing where the input is closed', () => {
  expect(typing({ tty: true, input: 'closed' }, 'a', '\x03')).toEqual([])
  expect(typing({ tty: false, input: 'closed' }, 'a', '\r', '\x04')).toEqual([])
})

it('ends an input by Ctrl+D where that is possible, once, and sends an unended line first', () => {
  const once = { tty: false, input: 'once' } as const
  expect(typing(once, 'a', '\x04', '\x04', 'b', '\r')).toEqual([
    'echo "a"',
    'send "a"',
    'echo "^D\\r\\n"',
    'end',
  ])
  expect(typing({ tty: false, input: 'open' }, '\x04')).toEqual(['stays open'])
  expect(typing({ tty: true, input: 'open' }, '\x04')).toEqual(['send "\\u0004"'])
})

it('detaches by Ctrl+P and then Ctrl+Q only', () => {
  for (const main of [
    { tty: true, input: 'open' },
    { tty: false, input: 'open' },
    { tty: false, input: 'closed' },
  ] as const) {
    expect(typing(main, '\x10', '\x11').at(-1)).toBe('detach')
    expect(typing(main, '\x11')).not.toContain('detach')
    expect(typing(main, '\x10', 'x', '\x11')).not.toContain('detach')
  }
})

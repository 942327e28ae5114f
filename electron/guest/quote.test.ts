import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { shellCommand } from './quote.ts'

/** What a program is given when /bin/sh runs the command: its arguments, each between brackets. */
function asRun(argv: readonly string[]): string {
  return execFileSync('/bin/sh', ['-c', shellCommand(argv)], { encoding: 'utf8' })
}

describe('shellCommand', () => {
  it.each([
    ['plain words', ['a', 'b-c', '/d/e.f']],
    ['spaces and quotes', ['a b', "it's", '"so"']],
    ['what a shell would expand', ['$HOME', '`id`', '$(id)', '*', '~', '!x', '{a,b}']],
    ['what would end a command', ['a;b', 'a&&b', 'a|b', '>x', '#no', 'new\nline', '\\']],
    ['nothing', ['']],
    ['letters of any language', ['Über', '船']],
    ['options', ['-n', '--', '-e']],
  ])('keeps %s', (_, words) => {
    expect(asRun(['printf', '[%s]', ...words])).toBe(words.map((word) => `[${word}]`).join(''))
  })

  it('takes the first word for a program even when it looks like an assignment', () => {
    expect(shellCommand(['A=1', 'B=2'])).toBe("'A=1' B=2")
  })

  it('refuses what no argument can hold', () => {
    expect(() => shellCommand(['a\0b'])).toThrow('NUL')
  })
})

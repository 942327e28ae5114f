import { describe, expect, it } from 'vitest'
import { joinWords, quoted } from './quote.ts'
import { commandWords, splitWords } from './words.ts'

const words = (line: string): readonly string[] => splitWords(line).words

describe('splitting as a POSIX shell does', () => {
  it.each<[line: string, words: string[]]>([
    ['docker run  alpine', ['docker', 'run', 'alpine']],
    [`sh -c 'echo "hi"  $HOME'`, ['sh', '-c', 'echo "hi"  $HOME']],
    [`a"b c"'d e'f`, ['ab cd ef']],
    [`"a\\"b" "a\\nb" "c\\\\d" "e\\$f"`, ['a"b', 'a\\nb', 'c\\d', 'e$f']],
    [`a\\ b \\'`, ['a b', "'"]],
    [`'' ""`, ['', '']],
    ['one \\\n  two', ['one', 'two']],
    ['one \\\r\n  two', ['one', 'two']],
    ['one `\n two', ['one', 'two']],
    ['"in \\\nside"', ['in side']],
    ['a # a comment', ['a']],
    ['a#b', ['a#b']],
    [`$'tab\\there' $'\\x41\\u00e9\\101'`, ['tab\there', 'AéA']],
    ['naïve "ünïcode 🐳"', ['naïve', 'ünïcode 🐳']],
    ['', []],
  ])('%j', (line, expected) => expect(words(line)).toEqual(expected))

  it('says what only a shell could expand, and leaves it as it stands', () => {
    const split = splitWords('-v $PWD:/src -v "$(pwd)/a b":/b -e `id` -e \'$NOT\' -e "\\$NOT" -e $5')
    expect(split.words).toContain('$PWD:/src')
    expect(split.words).toContain('$(pwd)/a b:/b')
    expect(split.expansions).toEqual(['$PWD', '$(pwd)', '`id`', '$5'])
  })

  it.each(["it's", '"open', 'end\\', "$'open"])('sees that %j is not whole', (line) => {
    expect(splitWords(line).open).toBe(true)
  })

  it.each([
    ['docker run a && docker ps', '&& docker ps'],
    ['docker run a; ls', '; ls'],
    ['docker run a | cat', '| cat'],
    ['docker run a > out', '> out'],
    ['docker run a\ndocker ps', 'docker ps'],
  ])('ends the command of %j', (line, rest) => {
    const split = splitWords(line)
    expect(split.words).toEqual(['docker', 'run', 'a'])
    expect(split.rest).toBe(rest)
  })
})

it('takes a field apart where operators and new lines mean nothing', () => {
  expect(commandWords("sh -c 'a && b'\n--flag # not > a comment")).toEqual([
    'sh',
    '-c',
    'a && b',
    '--flag',
    '#',
    'not',
    '>',
    'a',
    'comment',
  ])
  expect(commandWords("it's")).toBeNull()
  expect(commandWords('')).toEqual([])
})

it('quotes so that a shell reads the same back', () => {
  for (const word of ['plain', 'two words', "it's", '', '$HOME', 'a\nb', '"', '\\', '#', '🐳', '`x`', '*'])
    expect(words(quoted(word)), word).toEqual([word])
  expect(words(joinWords(['a', 'b c', "d'e"]))).toEqual(['a', 'b c', "d'e"])
  expect(quoted('nginx:alpine')).toBe('nginx:alpine')
})

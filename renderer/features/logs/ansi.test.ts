// @vitest-environment node
import { expect, test } from 'vitest'
import { paletteColour, parseAnsi, plainLook, plainText } from './ansi.ts'

const esc = '\u001b'

test('plain text is one piece', () => {
  expect(parseAnsi('hello')).toEqual([{ text: 'hello', look: plainLook }])
})

test('colours and flags begin and end where they say', () => {
  const pieces = parseAnsi(`a${esc}[1;31mred${esc}[22mthin${esc}[0mb`)
  expect(pieces.map(({ text, look }) => [text, look.fg, look.bold])).toEqual([
    ['a', null, false],
    ['red', 1, true],
    ['thin', 1, false],
    ['b', null, false],
  ])
})

test.each([
  ['97', { fg: 15 }],
  ['100', { bg: 8 }],
  ['38;5;208', { fg: 208 }],
  ['48;2;10;20;300', { bg: 'rgb(10 20 255)' }],
  ['38:2:1:2:3', { fg: 'rgb(1 2 3)' }],
  ['2', { dim: true }],
  ['3', { italic: true }],
  ['4', { underline: true }],
  ['7', { inverse: true }],
  ['', plainLook],
  ['38', { fg: null }],
  ['999', plainLook],
])('SGR %s', (codes, look) => {
  expect(parseAnsi(`${esc}[${codes}mx`)[0]?.look).toMatchObject(look)
})

test('ends of flags and colours', () => {
  const all = `${esc}[3;4;7;31;41m`
  expect(parseAnsi(`${all}${esc}[23;24;27;39;49mx`)[0]?.look).toEqual(plainLook)
})

test('what is no colour leaves no trace', () => {
  const line = `${esc}[2K${esc}[1Gdone${esc}]0;title\u0007${esc}]8;;http://x${esc}\\link${esc}(B`
  expect(plainText(line)).toBe('donelink')
  expect(parseAnsi(line).map((piece) => piece.text)).toEqual(['done', 'link'])
})

test('a broken sequence at the end does not swallow the text before it', () => {
  expect(plainText(`ok${esc}[31`)).toMatch(/^ok/)
  expect(plainText(`ok${esc}`)).toBe('ok\\x1b')
})

test('what a binary log has of control characters is seen, not lost', () => {
  const line = '\u0000ELF\u0001\u0008\u007f\u0085'
  expect(plainText(line)).toBe('\\x00ELF\\x01\\x08\\x7f\\x85')
  expect(parseAnsi(`${esc}[31m${line}`)[0]?.text).toBe('\\x00ELF\\x01\\x08\\x7f\\x85')
})

test('a line that redraws itself shows what it ended with', () => {
  expect(plainText('10 %\r50 %\r100 %\r')).toBe('100 %')
  expect(plainText('windows\r')).toBe('windows')
})

test('tabs stay, markup stays text', () => {
  expect(plainText('a\tb')).toBe('a\tb')
  expect(parseAnsi('<script>alert(1)</script>')[0]?.text).toBe('<script>alert(1)</script>')
})

test('the palette’s cube and greys', () => {
  expect(paletteColour(16)).toBe('rgb(0 0 0)')
  expect(paletteColour(208)).toBe('rgb(255 135 0)')
  expect(paletteColour(231)).toBe('rgb(255 255 255)')
  expect(paletteColour(232)).toBe('rgb(8 8 8)')
})

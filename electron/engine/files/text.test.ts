import { expect, it } from 'vitest'
import { decodeText, encodeText, imageType } from './text.ts'

const roundTrip = (bytes: Buffer): Buffer | null => {
  const decoded = decodeText(bytes, true)
  return decoded && encodeText(decoded.text, decoded.form)
}

it.each([
  ['plain', Buffer.from('one\r\ntwo\n'), 'utf-8'],
  ['with a mark', Buffer.from('\ufeffgrüß 🐳', 'utf8'), 'utf-8'],
  ['UTF-16, little', Buffer.from('\ufeffgrüß 🐳', 'utf16le'), 'utf-16le'],
  ['UTF-16, big', Buffer.from('\ufeffgrüß', 'utf16le').swap16(), 'utf-16be'],
  ['one byte a letter', Buffer.from('gr\xfc\xdf dich\x85', 'latin1'), 'latin-1'],
  ['empty', Buffer.alloc(0), 'utf-8'],
])('writes back what it read: %s', (_name, bytes, encoding) => {
  expect(decodeText(bytes, true)?.form.encoding).toBe(encoding)
  expect(roundTrip(bytes)).toEqual(bytes)
})

it('shows no mark as a letter', () => {
  expect(decodeText(Buffer.from('\ufeffa', 'utf8'), true)).toEqual({
    text: 'a',
    form: { encoding: 'utf-8', mark: true },
  })
})

it('takes no binary for text', () => {
  expect(decodeText(Buffer.from([1, 0, 2]), true)).toBeNull()
  expect(decodeText(Buffer.from(Array.from({ length: 200 }, (_, at) => 1 + (at % 255))), true)).toBeNull()
})

it('forgives a letter that is cut at the end of a beginning only', () => {
  const cut = Buffer.from('grüß', 'utf8').subarray(0, 3)
  expect(decodeText(cut, false)?.form.encoding).toBe('utf-8')
  expect(decodeText(cut, true)?.form.encoding).toBe('latin-1')
})

it('refuses letters that the form can not write', () => {
  expect(encodeText('€', { encoding: 'latin-1', mark: false })).toBeNull()
})

it('knows pictures by their first bytes, not by their names', () => {
  expect(imageType(Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'))).toBe('image/png')
  expect(imageType(Buffer.from('GIF89a....'))).toBe('image/gif')
  expect(imageType(Buffer.from('RIFF\0\0\0\0WEBPVP8', 'latin1'))).toBe('image/webp')
  expect(imageType(Buffer.from('<svg onload="x()">'))).toBeNull()
})

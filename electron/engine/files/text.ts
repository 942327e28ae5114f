import type { TextForm } from '../../api/schema/files.ts'

const bom = {
  utf8: Buffer.from([0xef, 0xbb, 0xbf]),
  utf16le: Buffer.from([0xff, 0xfe]),
  utf16be: Buffer.from([0xfe, 0xff]),
}

/**
 * A file's bytes as text, with how it is written; null for what is none. `whole` false: the bytes may end within a
 * letter. Latin-1 stands for any other encoding of one byte a letter: it maps every byte, so what is not
 * touched is written back as it was.
 */
export function decodeText(bytes: Buffer, whole: boolean): { text: string; form: TextForm } | null {
  if (bytes.subarray(0, 2).equals(bom.utf16le)) return wide(bytes.subarray(2), 'utf-16le')
  if (bytes.subarray(0, 2).equals(bom.utf16be)) return wide(bytes.subarray(2), 'utf-16be')
  const mark = bytes.subarray(0, 3).equals(bom.utf8)
  const body = mark ? bytes.subarray(3) : bytes
  if (body.includes(0)) return null
  const text = utf8(body, whole)
  if (text !== null) return { text, form: { encoding: 'utf-8', mark } }
  return looksBinary(body)
    ? null
    : { text: body.toString('latin1'), form: { encoding: 'latin-1', mark: false } }
}

/** The text as bytes of the same form; null where it has letters that the form can't write. */
export function encodeText(text: string, form: TextForm): Buffer | null {
  switch (form.encoding) {
    case 'utf-8':
      return Buffer.concat([form.mark ? bom.utf8 : Buffer.alloc(0), Buffer.from(text, 'utf8')])
    case 'utf-16le':
      return Buffer.concat([form.mark ? bom.utf16le : Buffer.alloc(0), Buffer.from(text, 'utf16le')])
    case 'utf-16be':
      return Buffer.concat([form.mark ? bom.utf16be : Buffer.alloc(0), Buffer.from(text, 'utf16le').swap16()])
    case 'latin-1':
      return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : null
  }
}

function wide(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): { text: string; form: TextForm } | null {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  const text = (encoding === 'utf-16be' ? even.swap16() : even).toString('utf16le')
  return text.includes('\0') || even.length !== bytes.length ? null : { text, form: { encoding, mark: true } }
}

function utf8(bytes: Buffer, whole: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !whole })
  } catch {
    return null
  }
}

/** More than a few control characters besides tab, line ends, form feed and escape. */
function looksBinary(bytes: Buffer): boolean {
  let odd = 0
  for (const byte of bytes.subarray(0, 8192)) if (byte < 32 && ![9, 10, 12, 13, 27].includes(byte)) odd += 1
  return odd > Math.min(bytes.length, 8192) / 100
}

const signatures: readonly (readonly [type: string, test: (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1'))],
  ['image/webp', (bytes) => /^RIFF[^]{4}WEBP/.test(bytes.subarray(0, 12).toString('latin1'))],
  ['image/avif', (bytes) => /^[^]{4}ftypavif/.test(bytes.subarray(0, 12).toString('latin1'))],
  ['image/bmp', (bytes) => /^BM/.test(bytes.subarray(0, 2).toString('latin1'))],
  ['image/x-icon', (bytes) => bytes.subarray(0, 4).equals(Buffer.from([0, 0, 1, 0]))],
]

/** What kind of picture it is by its first bytes (WHATWG MIME Sniffing, 6.1); null for what is none. */
export function imageType(bytes: Buffer): string | null {
  return signatures.find(([, test]) => test(bytes))?.[0] ?? null
}

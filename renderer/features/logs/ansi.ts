/** How a piece of text looks: colours as an index of the 256, or as a CSS colour; the rest as flags. */
export interface Look {
  readonly fg: number | string | null
  readonly bg: number | string | null
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly inverse: boolean
}

export interface Piece {
  readonly text: string
  readonly look: Look
}

export const plainLook: Look = {
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
}

const escape = '\u001b'
// CSI … final byte; OSC … BEL or ST; the other two-byte sequences (ECMA-48 5.4, xterm's control sequences).
const sequence =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
// eslint-disable-next-line no-control-regex
const unusual = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

/** Control characters that are no sequence, as a binary log has them: seen as \\x00 instead of lost. */
function escaped(text: string): string {
  if (!unusual.test(text)) return text
  return text.replace(controls, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** What stays of a line that redraws itself with carriage returns: what a terminal would show at the end. */
function lastDrawn(line: string): string {
  if (!line.includes('\r')) return line
  const parts = line.split('\r').filter((part) => part !== '')
  return parts.at(-1) ?? ''
}

/** The line as it is read: without colours and cursor movements, other control characters escaped. */
export function plainText(line: string): string {
  if (!unusual.test(line)) return line
  return escaped(lastDrawn(line).replace(sequence, ''))
}

/** The line in pieces of one look each. Only text comes out: nothing in a log can become markup, a link or a style sheet. */
export function parseAnsi(line: string): Piece[] {
  const drawn = lastDrawn(line)
  if (!drawn.includes(escape)) return [{ text: escaped(drawn), look: plainLook }]
  const pieces: Piece[] = []
  let look = plainLook
  let from = 0
  const add = (text: string): void => {
    const clean = escaped(text)
    if (clean) pieces.push({ text: clean, look })
  }
  for (const match of drawn.matchAll(sequence)) {
    add(drawn.slice(from, match.index))
    from = match.index + match[0].length
    if (match[2] === 'm') look = graphics(look, match[1] ?? '')
  }
  add(drawn.slice(from))
  return pieces
}

/** Select Graphic Rendition (ECMA-48 8.3.117; 38 and 48 as in ISO 8613-6). */
function graphics(before: Look, parameters: string): Look {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)))
  let look = before
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    if (code === 38 || code === 48) {
      const [colour, used] = extended(codes, at + 1)
      look = { ...look, [code === 38 ? 'fg' : 'bg']: colour }
      at += used
    } else look = simple(look, code)
  }
  return look
}

function simple(look: Look, code: number): Look {
  if (code >= 30 && code <= 37) return { ...look, fg: code - 30 }
  if (code >= 40 && code <= 47) return { ...look, bg: code - 40 }
  if (code >= 90 && code <= 97) return { ...look, fg: code - 82 }
  if (code >= 100 && code <= 107) return { ...look, bg: code - 92 }
  switch (code) {
    case 0:
      return plainLook
    case 1:
      return { ...look, bold: true }
    case 2:
      return { ...look, dim: true }
    case 3:
      return { ...look, italic: true }
    case 4:
      return { ...look, underline: true }
    case 7:
      return { ...look, inverse: true }
    case 22:
      return { ...look, bold: false, dim: false }
    case 23:
      return { ...look, italic: false }
    case 24:
      return { ...look, underline: false }
    case 27:
      return { ...look, inverse: false }
    case 39:
      return { ...look, fg: null }
    case 49:
      return { ...look, bg: null }
    default:
      return look
  }
}

/** A colour after 38 or 48, and how many of the codes it took. */
function extended(codes: readonly number[], at: number): [number | string | null, number] {
  const byte = (index: number): number => Math.min(255, Math.max(0, codes[index] ?? 0))
  if (codes[at] === 5) return [byte(at + 1), 2]
  if (codes[at] === 2) return [`rgb(${byte(at + 1)} ${byte(at + 2)} ${byte(at + 3)})`, 4]
  return [null, 1]
}

/** Colours 16 to 255 of xterm's palette: a 6×6×6 cube, then 24 greys. */
export function paletteColour(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return `rgb(${grey} ${grey} ${grey})`
  }
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40)
  const cube = index - 16
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`
}

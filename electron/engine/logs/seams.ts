/** U+FFFD in UTF-8: what stands for a byte that is no part of a character */
const replacement = Buffer.from('\uFFFD')

/**
 * The json-file driver cuts a long line at 16 KiB, in the middle of a character too, and then keeps a replacement
 * character for each byte of what is no whole character any more (moby's daemon/logger/jsonfilelog/jsonlog). The bytes
 * are lost; but at such a seam one replacement says it as well as four. `seams` are offsets into `bytes`, ascending.
 */
export function mendSeams(bytes: Buffer, seams: readonly number[]): Buffer {
  if (!bytes.includes(replacement)) return bytes
  const parts: Buffer[] = []
  let from = 0
  for (const seam of seams) {
    const before = countBack(bytes, seam)
    const behind = countOn(bytes, seam)
    // A character has two to four bytes; some were before the seam and some behind it.
    if (before === 0 || behind === 0 || before + behind > 4) continue
    parts.push(bytes.subarray(from, seam - (before - 1) * replacement.length))
    from = seam + behind * replacement.length
  }
  parts.push(bytes.subarray(from))
  return Buffer.concat(parts)
}

const isReplacement = (bytes: Buffer, at: number): boolean =>
  at >= 0 && bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd

function countBack(bytes: Buffer, seam: number): number {
  let count = 0
  while (isReplacement(bytes, seam - (count + 1) * replacement.length)) count += 1
  return count
}

function countOn(bytes: Buffer, seam: number): number {
  let count = 0
  while (isReplacement(bytes, seam + count * replacement.length)) count += 1
  return count
}

/** Bytes by which a piece of 16 KiB may grow when both of its ends were cut within a character. */
export const seamGrowth = 2 * 3 * (replacement.length - 1)

/** How many bytes at the end of `bytes` begin a character that is not whole. */
export function brokenTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return back < needs ? back : 0
  }
  return 0
}

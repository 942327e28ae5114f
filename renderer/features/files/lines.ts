/** How the lines of a text end; `mixed` where they do not all end alike. */
export type LineEnds = 'lf' | 'crlf' | 'cr' | 'mixed'

const ends = { lf: '\n', crlf: '\r\n', cr: '\r' } as const

export function lineEndsOf(text: string): LineEnds {
  const found = new Set(text.match(/\r\n|\n|\r/g) ?? [])
  if (found.size > 1) return 'mixed'
  const [one] = found
  return one === '\r\n' ? 'crlf' : one === '\r' ? 'cr' : 'lf'
}

/** As an editor holds it: every line ends by a line feed. */
export const plainLines = (text: string): string => text.replace(/\r\n|\r/g, '\n')

/**
 * An edited text with the ends of lines that it came with. Where these are mixed, the lines before and after what
 * was edited keep theirs, and what is between ends as most lines do.
 */
export function withLineEnds(edited: string, original: string): string {
  const kind = lineEndsOf(original)
  if (kind !== 'mixed') return edited.replaceAll('\n', ends[kind])
  const before = split(original)
  const after = edited.split('\n')
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head]?.text === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before.at(-1 - tail)?.text === after.at(-1 - tail)) tail += 1
  const usual = usualEnd(before)
  return after
    .map((text, at) => {
      if (at === after.length - 1) return text
      const fromEnd = after.length - at
      const kept = at < head ? before[at] : fromEnd <= tail ? before[before.length - fromEnd] : undefined
      return text + (kept?.end || usual)
    })
    .join('')
}

interface Line {
  readonly text: string
  /** '' for the last one */
  readonly end: string
}

function split(text: string): Line[] {
  const parts = text.split(/(\r\n|\n|\r)/)
  const lines: Line[] = []
  for (let at = 0; at < parts.length; at += 2) lines.push({ text: parts[at] ?? '', end: parts[at + 1] ?? '' })
  return lines
}

function usualEnd(lines: readonly Line[]): string {
  const count = (end: string): number => lines.filter((line) => line.end === end).length
  return count('\r\n') > count('\n') ? '\r\n' : '\n'
}

import type { Path } from './schema.ts'

/** What is being typed at a place of a YAML text: a key (or a list's plain entry), or a key's value. */
export interface Typing {
  /** where it stands: the mapping or list of a key, or the key of a value */
  readonly path: Path
  readonly kind: 'key' | 'value'
  /** offset at which what is typed begins */
  readonly from: number
  readonly typed: string
}

interface Line {
  /** columns of the dashes before its content */
  readonly dashes: readonly number[]
  /** column of its content */
  readonly column: number
  readonly key: string | null
  /** column of the value of the key */
  readonly valueColumn: number
}

const keyPattern =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:'"[\]{},&*!|>%@`-][^#:]*?|-[^\s:]+)\s*:(?=\s|$)(\s*)/

function readLine(text: string): Line {
  let column = text.length - text.trimStart().length
  const dashes: number[] = []
  let rest = text.slice(column)
  while (/^-(\s|$)/.test(rest)) {
    dashes.push(column)
    const gap = /^-\s*/.exec(rest)?.[0].length ?? 1
    column += gap
    rest = rest.slice(gap)
  }
  const match = keyPattern.exec(rest)
  const key = match?.[1]?.replace(/^(["'])(.*)\1$/, '$2') ?? null
  return { dashes, column, key, valueColumn: column + (match?.[0].length ?? 0) }
}

const isContent = (text: string): boolean => text.trim() !== '' && !text.trimStart().startsWith('#')

/**
 * What is typed at `offset`, by the indentation of the lines above it: that still tells where one is while the text is
 * not YAML yet. Flow style ("[a, b]") has no places of its own.
 */
export function typingAt(text: string, offset: number): Typing {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  const line = readLine(before)
  const parents = parentsOf(text.slice(0, lineStart), line, before)
  if (line.key !== null && before.length >= line.valueColumn && /\s$|:\s+\S*$/.test(before))
    return {
      path: [...parents, line.key],
      kind: 'value',
      from: lineStart + line.valueColumn,
      typed: before.slice(line.valueColumn),
    }
  return { path: parents, kind: 'key', from: lineStart + line.column, typed: before.slice(line.column) }
}

/** The key that stands in the line of `offset`, with the path to it; null where there is none. */
export function keyAt(text: string, offset: number): { path: Path; from: number; to: number } | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const lineEnd = text.indexOf('\n', lineStart)
  const whole = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd)
  const line = readLine(whole)
  if (line.key === null) return null
  const to = lineStart + line.column + line.key.length
  if (offset < lineStart + line.column || offset > to) return null
  return {
    path: [...parentsOf(text.slice(0, lineStart), line, whole), line.key],
    from: lineStart + line.column,
    to,
  }
}

function parentsOf(above: string, { dashes, column }: Line, text: string): Path {
  const path: (string | number)[] = dashes.map(() => 0)
  // A blank line belongs to where its indentation is.
  let limit = dashes[0] ?? (text.trim() === '' ? text.length : column)
  // A list may stand at the column of its own key.
  let list = dashes.length > 0
  const lines = above.split('\n').slice(0, -1)
  for (let at = lines.length - 1; at >= 0 && (limit > 0 || list); at -= 1) {
    const text = lines[at] ?? ''
    if (!isContent(text)) continue
    const line = readLine(text)
    const owns =
      line.key !== null &&
      (line.column < limit || (list && line.column === limit && line.dashes.length === 0))
    const [dash] = line.dashes
    if (owns) path.unshift(line.key)
    else if (dash === undefined || dash >= limit || line.column > limit) continue
    limit = Math.min(limit, line.column)
    list = false
    if (dash !== undefined) {
      for (const _ of line.dashes) path.unshift(0)
      limit = dash
      list = true
    }
  }
  return path
}

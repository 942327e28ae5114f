import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml'

export interface Place {
  /** from 1 */
  readonly line: number
  /** from 1 */
  readonly column: number
}

/** Where in a text compose's complaint about it belongs: it says a place, or the path of a field ("services.web.imag"). */
export function placeOf(said: string, text: string): Place | null {
  const spot = /\bL(\d+)(?:\.C(\d+))?/.exec(said) ?? /\bline (\d+)(?:,? column (\d+))?/i.exec(said)
  if (spot) return { line: Number(spot[1]), column: Number(spot[2] ?? 1) }
  const field =
    /^validating [^:]*: additional properties '([^']+)'/.exec(said)?.[1] ??
    /^validating [^:]*: ([^ ]+) /.exec(said)?.[1]
  if (field !== undefined) return placeOfPath(field, text)
  const service = /service "([^"]+)"/.exec(said)?.[1]
  return service === undefined ? null : placeOfPath(`services.${service}`, text)
}

/** Where a path of names and numbers leads to, as far as it leads anywhere. Names may themselves have dots. */
function placeOfPath(field: string, text: string): Place | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  let parts = field.split('.')
  let node: unknown = document.contents
  let offset: number | null = null
  while (parts.length > 0) {
    const step = isMap(node) ? intoMap(node.items, parts) : isSeq(node) ? intoSeq(node.items, parts) : null
    if (!step) break
    ;({ node, offset } = step)
    parts = parts.slice(step.taken)
  }
  if (offset === null) return null
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

interface Step {
  readonly node: unknown
  readonly offset: number
  /** how many parts of the path it took */
  readonly taken: number
}

function intoMap(items: readonly Pair[], parts: readonly string[]): Step | null {
  for (let taken = parts.length; taken > 0; taken -= 1) {
    const name = parts.slice(0, taken).join('.')
    const pair = items.find(({ key }) => isScalar(key) && String(key.value) === name)
    const offset = (pair?.key as Node | undefined)?.range?.[0]
    if (pair && offset !== undefined) return { node: pair.value, offset, taken }
  }
  return null
}

function intoSeq(items: readonly unknown[], [at = '']: readonly string[]): Step | null {
  const node = items[Number(at)]
  const offset = (node as Node | undefined)?.range?.[0]
  return offset === undefined ? null : { node, offset, taken: 1 }
}

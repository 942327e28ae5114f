import { Validator, type OutputUnit, type Schema as AnySchema } from '@cfworker/json-schema'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { t } from '../../../i18n/index.ts'
import { composeSpec, keysAt, typesOf, schemasAt, valuesAt, type Path } from './schema.ts'

/** Something that compose would not accept, and where it is in the text (offsets). */
export interface Problem {
  readonly from: number
  readonly to: number
  /** from 1 */
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly message: string
}

/**
 * JSON Schema's "duration" is not compose's ("1m30s"), and its other formats are names that compose gives a meaning of
 * its own: all are left to compose itself.
 */
const withoutFormats = JSON.parse(
  JSON.stringify(composeSpec, (key, value: unknown) =>
    key === 'format' && typeof value === 'string' ? undefined : value,
  ),
) as AnySchema

const validator = new Validator(withoutFormats, '2020-12', false)

const mostProblems = 100

/**
 * What is wrong with a compose file by YAML's grammar and by the compose-spec's schema, while it is typed. Compose
 * itself has the last word when the file is saved: variables and references are known to it alone.
 */
export function findProblems(text: string): Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true })
  const at = (from: number, to: number, severity: Problem['severity'], message: string): Problem => {
    const start = Math.min(from, text.length)
    return {
      from: start,
      to: Math.max(start, Math.min(to, text.length)),
      line: lines.linePos(start).line,
      severity,
      message,
    }
  }
  if (document.errors.length > 0)
    return document.errors
      .slice(0, mostProblems)
      .map(({ pos, message }) => at(pos[0], pos[1], 'error', firstLine(message)))
  let value: unknown
  try {
    value = document.toJS()
  } catch (thrown) {
    return [at(0, 0, 'error', thrown instanceof Error ? thrown.message : String(thrown))]
  }
  if (value === null || value === undefined) return []
  const problems = validate(value).map(({ path, onKey, message }) => {
    const [from, to] = rangeOf(document, path, onKey)
    return at(from, to, 'error', message)
  })
  const version = isMap(document.contents) && document.contents.has('version')
  if (version) {
    const [from, to] = rangeOf(document, ['version'], true)
    problems.push(at(from, to, 'warning', t('compose:problem.version')))
  }
  return problems.sort((a, b) => a.from - b.from).slice(0, mostProblems)
}

/** yaml's messages go on with the place, and a picture of it. */
const firstLine = (message: string): string =>
  message.split('\n')[0]?.replace(/( at line \d+, column \d+)?:$/, '') ?? message

interface Finding {
  readonly path: Path
  readonly onKey: boolean
  readonly message: string
}

/** What says that something below is wrong, and nothing more. */
const carriers = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  '$ref',
  'allOf',
  'oneOf',
  'anyOf',
])

function validate(value: unknown): Finding[] {
  const { errors } = validator.validate(value)
  const leaves = errors.filter(({ keyword, instanceLocation }) => {
    // A key whose value is wrong counts as unknown too, since no variant took it.
    if (keyword === 'false') return schemasAt(pathOf(instanceLocation, value)).length === 0
    return !carriers.has(keyword)
  })
  const places = new Map<string, OutputUnit[]>()
  for (const leaf of leaves) {
    const known = places.get(leaf.instanceLocation)
    if (known) known.push(leaf)
    else places.set(leaf.instanceLocation, [leaf])
  }
  const all = [...places.keys()]
  return all.flatMap((place) => {
    const path = pathOf(place, value)
    const here = places.get(place) ?? []
    // Where a choice is open, the variant counts in which the fault lies deepest: the others are not what was meant.
    if (all.some((other) => other.startsWith(`${place}/`))) return []
    if (isVariable(valueAt(value, path))) return []
    const message = messageOf(here, path)
    return message === null ? [] : [{ path, onKey: here.some(({ keyword }) => keyword === 'false'), message }]
  })
}

function messageOf(errors: readonly OutputUnit[], path: Path): string | null {
  const name = String(path.at(-1) ?? t('compose:problem.whole'))
  const has = (keyword: string): OutputUnit | undefined => errors.find((error) => error.keyword === keyword)
  if (has('false')) {
    const near = nearest(
      name,
      keysAt(path.slice(0, -1)).map((key) => key.name),
    )
    return near === null
      ? t('compose:problem.unknown', { name })
      : t('compose:problem.misspelt', { name, near })
  }
  const required = has('required')
  if (required)
    return t('compose:problem.required', { name: /"([^"]+)"\.?$/.exec(required.error)?.[1] ?? '' })
  if (has('enum')) return t('compose:problem.enum', { values: valuesAt(path).join(', ') })
  if (has('type')) {
    const types = typesOf(schemasAt(path)).map(typeWord)
    return t('compose:problem.type', { name, types: [...new Set(types)].join(t('compose:problem.or')) })
  }
  const [first] = errors
  return first ? t('compose:problem.other', { name, why: first.error }) : null
}

const typeNames = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const

export function typeWord(type: string): string {
  const known = typeNames.find((name) => name === type)
  return known ? t(`compose:types.${known}`) : type
}

/** Compose puts variables in before it looks: what they will be, nobody knows here. */
const isVariable = (value: unknown): boolean => typeof value === 'string' && value.includes('$')

function pathOf(pointer: string, root: unknown): Path {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURI(part).replaceAll('~1', '/').replaceAll('~0', '~'))
  let value = root
  return parts.map((part) => {
    const step = Array.isArray(value) ? Number(part) : part
    value = valueAt(value, [step])
    return step
  })
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    root,
  )
}

/** The text of a place: the key that leads there, or its value; of the nearest place above where it is not written out. */
function rangeOf(document: Document, path: Path, onKey: boolean): [number, number] {
  let node: unknown = document.contents
  let found: [number, number] = [0, 0]
  for (const [index, part] of path.entries()) {
    const last = index === path.length - 1
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (!pair) return found
      const key = pair.key as Node
      const value = pair.value as Node | null
      const wholeLines = isMap(value) || isSeq(value)
      found = textOf((last && !onKey && !wholeLines ? value : null) ?? key) ?? found
      node = value
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      found = textOf(node as Node | undefined) ?? found
    } else return found
  }
  return found
}

function textOf(node: Node | null | undefined): [number, number] | null {
  return node?.range ? [node.range[0], node.range[1]] : null
}

/** The one of these that was probably meant: one or two slips away. */
export function nearest(name: string, names: readonly string[]): string | null {
  const most = name.length < 4 ? 1 : 2
  let best: { name: string; slips: number } | null = null
  for (const each of names) {
    if (Math.abs(each.length - name.length) > most) continue
    const slips = distance(name, each)
    if (slips <= most && slips < (best?.slips ?? Infinity)) best = { name: each, slips }
  }
  return best?.name ?? null
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}

import { isMap, isScalar, parseDocument, visit } from 'yaml'
import { reservedIn, type EngineSettings } from '../../../electron/api/schema/engine-settings.ts'
import { EngineSettings as Schema } from '../../../electron/api/schema/engine-settings.ts'
import { t } from '../../i18n/index.ts'

/** What is typed, as settings; or why it is none, and where. */
export type Read =
  | { readonly kind: 'settings'; readonly engine: EngineSettings }
  | { readonly kind: 'problem'; readonly problem: PlacedProblem }

export interface PlacedProblem {
  /** offsets in the text */
  readonly from: number
  readonly to: number
  readonly message: string
}

/** Settings as they are shown to be edited. */
export const textOf = (engine: EngineSettings): string => `${JSON.stringify(engine, null, 2)}\n`

/** Reads what is typed; an empty text is no settings at all. */
export function readText(text: string): Read {
  if (text.trim() === '') return { kind: 'settings', engine: {} }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    const at = Math.min(offsetIn(why, text), Math.max(0, text.trimEnd().length - 1))
    return problem(
      at,
      at + 1,
      t('settings:problem.json', { why: why.replace(/ \(line \d+ column \d+\)$/, '') }),
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return problem(0, text.trimEnd().length, t('settings:problem.object'))
  const parsed = Schema.safeParse(value)
  if (!parsed.success) return problem(0, 1, t('settings:problem.long'))
  const [taken] = reservedIn(parsed.data)
  if (taken !== undefined) {
    const [from, to] = keyRange(text, taken) ?? [0, 1]
    return problem(from, to, t('settings:problem.reserved', { key: taken }))
  }
  return { kind: 'settings', engine: parsed.data }
}

function problem(from: number, to: number, message: string): Read {
  return { kind: 'problem', problem: { from, to, message } }
}

/** Where a browser says that JSON is broken: Chromium by offset, Firefox by line and column; else its end. */
function offsetIn(why: string, text: string): number {
  const offset = /position (\d+)/.exec(why)?.[1]
  if (offset !== undefined) return Number(offset)
  const place = /line (\d+) column (\d+)/.exec(why)
  if (!place) return text.length
  const before = text.split('\n').slice(0, Number(place[1]) - 1)
  return before.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1
}

/** The text with one key set, in its place if it is there; `undefined` takes it out. What else is there stays in its order. */
export function withKey(
  engine: EngineSettings,
  key: string,
  value: EngineSettings[string] | undefined,
): string {
  if (value === undefined) {
    const { [key]: _gone, ...others } = engine
    return textOf(others)
  }
  return textOf({ ...engine, [key]: value })
}

/** The place in a text that the engine's words are about: a value that they quote, else the longest key that they name. */
export function placeOf(text: string, words: string): [number, number] | null {
  const values: [number, number][] = []
  const keys: { range: [number, number]; length: number }[] = []
  visit(parseDocument(text), {
    Scalar(at, node) {
      if (!node.range) return
      const range: [number, number] = [node.range[0], node.range[1]]
      const name = String(node.value)
      if (at === 'key') {
        if (hasWord(words, name)) keys.push({ range, length: name.length })
      } else if (name !== '' && [`"${name}"`, `'${name}'`, `(${name})`].some((each) => words.includes(each)))
        values.push(range)
    },
  })
  return values[0] ?? keys.sort((a, b) => b.length - a.length)[0]?.range ?? null
}

function keyRange(text: string, name: string): [number, number] | null {
  const { contents } = parseDocument(text)
  if (!isMap(contents)) return null
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === name)
  const range = isScalar(pair?.key) ? pair.key.range : null
  return range ? [range[0], range[1]] : null
}

function hasWord(words: string, name: string): boolean {
  if (name === '') return false
  const at = words.indexOf(name)
  if (at < 0) return false
  const [before, after] = [words[at - 1] ?? ' ', words[at + name.length] ?? ' ']
  return !/[\w-]/.test(before) && !/[\w-]/.test(after)
}

/** The line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

import type { TreeLine } from '../../../components/tree/Tree.tsx'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** One value of a JSON text as a line of a tree. `id` is its path, as jq writes it: .State.Health.Log[0].Output */
export interface JsonLine extends TreeLine {
  /** the key or the number under which it stands; null for the whole */
  readonly key: string | number | null
  readonly value: Json
}

/** A step of a path: a plain word after a dot, all else quoted in brackets. */
export function pathStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

/** As people copy it: jq wants a dot in front of a bracket that stands first. */
export const asPath = (id: string): string => (id === '' ? '.' : id.startsWith('[') ? `.${id}` : id)

export const childrenOf = (value: Json): (readonly [key: string | number, value: Json])[] =>
  Array.isArray(value)
    ? value.map((each: Json, index) => [index, each] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : []

/** The lines in sight: all values whose parents are open, in the order of the text. */
export function jsonLines(whole: Json, closed: ReadonlySet<string>): JsonLine[] {
  const lines: JsonLine[] = []
  const add = (key: JsonLine['key'], value: Json, id: string, level: number): void => {
    const children = childrenOf(value)
    const open = children.length === 0 ? null : !closed.has(id)
    lines.push({ id, key, value, level, open })
    if (open) for (const [name, child] of children) add(name, child, id + pathStep(name), level + 1)
  }
  add(null, whole, '', 1)
  return lines
}

/** What a line says after its key; what is closed or empty says how much it holds. */
export function valueText({ value, open }: Pick<JsonLine, 'value' | 'open'>): string {
  if (Array.isArray(value)) return open ? '[' : value.length === 0 ? '[]' : `[ ${value.length} ]`
  if (typeof value === 'object' && value !== null) {
    const count = Object.keys(value).length
    return open ? '{' : count === 0 ? '{}' : `{ ${count} }`
  }
  return JSON.stringify(value)
}

/** The paths of all values that hold others. */
export function allParents(whole: Json): string[] {
  return jsonLines(whole, new Set())
    .filter(({ open }) => open !== null)
    .map(({ id }) => id)
}

/** The paths of all lines, opened or not, whose key or value holds `text`, whatever its case. */
export function findInJson(whole: Json, text: string): string[] {
  const wanted = text.toLowerCase()
  return jsonLines(whole, new Set())
    .filter(({ key, value, open }) => {
      const said = open === null ? valueText({ value, open }) : ''
      return (
        String(key ?? '')
          .toLowerCase()
          .includes(wanted) || said.toLowerCase().includes(wanted)
      )
    })
    .map(({ id }) => id)
}

/** The paths that have to be open for this one to be seen. */
export function parentsOf(whole: Json, id: string): string[] {
  return jsonLines(whole, new Set())
    .filter((line) => line.open !== null && line.id !== id && isBelow(id, line.id))
    .map((line) => line.id)
}

const isBelow = (id: string, parent: string): boolean =>
  id.startsWith(parent) && /^[.[]/.test(id.slice(parent.length))

/** The value as it is copied: a text as it is, all else as JSON. */
export const copyText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

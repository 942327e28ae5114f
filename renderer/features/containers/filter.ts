import type { ContainerRow } from '../../../electron/api/schema/containers.ts'

/** The words that stand before a colon. Any other colon is part of a plain word, as in nginx:1.29. */
export const filterTerms = ['status', 'image', 'project', 'port', 'label'] as const
type TermName = (typeof filterTerms)[number]

interface Term {
  readonly name: TermName | null
  /** in lower case; one of them has to fit */
  readonly values: readonly string[]
  readonly not: boolean
}

/**
 * What a filter's text asks for: terms parted by blanks, `name:value` or plain words, a minus in front to leave out
 * what fits, double quotes around what has blanks, a comma between values of which either will do.
 */
export function parseFilter(text: string): Term[] {
  const terms: Term[] = []
  for (const word of text.toLowerCase().match(/(?:"[^"]*"?|[^\s"])+/g) ?? []) {
    const not = word.length > 1 && word.startsWith('-')
    const rest = not ? word.slice(1) : word
    const name = filterTerms.find((one) => rest.startsWith(`${one}:`)) ?? null
    const values = name === null ? [unquoted(rest)] : valuesOf(rest.slice(name.length + 1))
    // "status:" alone is a term that is still being typed: it leaves out nothing yet.
    if (values.some((value) => value !== '')) terms.push({ name, values: values.filter(Boolean), not })
  }
  return terms
}

/** The rows that fit all terms; the same array where there are none. */
export function filterRows(rows: readonly ContainerRow[], text: string): readonly ContainerRow[] {
  const terms = parseFilter(text)
  if (terms.length === 0) return rows
  return rows.filter((row) => terms.every((term) => fits(row, term)))
}

/** A term as it is typed: quoted where it has blanks or commas. */
export function termText(name: TermName, value: string): string {
  return `${name}:${/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`
}

function fits(row: ContainerRow, { name, values, not }: Term): boolean {
  return (
    values.some((value) => (name === null ? textOf(row).includes(value) : tests[name](row, value))) !== not
  )
}

const tests: Readonly<Record<TermName, (row: ContainerRow, value: string) => boolean>> = {
  status: (row, value) => {
    const several = statesOf[value]
    return several
      ? several.includes(row.state)
      : row.state.startsWith(value) || (row.health !== 'none' && row.health.startsWith(value))
  },
  image: (row, value) => row.image.toLowerCase().includes(value),
  project: (row, value) => row.composeProject?.toLowerCase().includes(value) ?? false,
  port: (row, value) =>
    row.ports.some((port) => String(port.hostPort) === value || String(port.containerPort) === value),
  label: (row, value) => {
    const [wanted = '', ...rest] = value.split('=')
    return Object.entries(row.labels).some(
      ([label, has]) =>
        label.toLowerCase() === wanted && (rest.length === 0 || has.toLowerCase() === rest.join('=')),
    )
  },
}

/** Words that stand for several states. */
const statesOf: Readonly<Record<string, readonly ContainerRow['state'][]>> = {
  up: ['running', 'paused', 'restarting'],
  stopped: ['exited', 'created', 'dead'],
}

const unquoted = (text: string): string => text.replaceAll('"', '')

/** Parts at commas outside of quotes. */
const valuesOf = (text: string): string[] =>
  (text.match(/(?:"[^"]*"?|[^,"])+/g) ?? []).map((value) => unquoted(value).trim())

const texts = new WeakMap<ContainerRow, string>()

/** All that plain words are looked for in, in one text; made once for each state of a row. */
export function textOf(row: ContainerRow): string {
  let text = texts.get(row)
  if (text === undefined) {
    const ports = row.ports.map((port) => port.hostPort ?? port.containerPort).join(' ')
    text =
      `${row.name} ${row.image} ${row.imageId} ${row.id} ${row.state} ${row.composeProject ?? ''} ${row.composeService ?? ''} ${ports}`.toLowerCase()
    texts.set(row, text)
  }
  return text
}

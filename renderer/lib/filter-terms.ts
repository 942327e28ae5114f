/** One thing that a filter asks for: `name` null is a plain word. */
export interface Term<Name extends string> {
  readonly name: Name | null
  /** in lower case; one of them has to fit */
  readonly values: readonly string[]
  readonly not: boolean
}

/** What the terms of one kind of row are looked for in. `names` stand before a colon; any other colon is part of a word. */
export interface TermKind<Row, Name extends string> {
  readonly names: readonly Name[]
  readonly tests: Readonly<Record<Name, (row: Row, value: string) => boolean>>
  /** all that plain words are looked for in, in lower case */
  readonly textOf: (row: Row) => string
}

/**
 * What a filter's text asks for: terms parted by blanks, `name:value` or plain words, a minus in front to leave out
 * what fits, double quotes around what has blanks, a comma between values of which either will do.
 */
export function parseTerms<Name extends string>(text: string, names: readonly Name[]): Term<Name>[] {
  const terms: Term<Name>[] = []
  for (const word of text.toLowerCase().match(/(?:"[^"]*"?|[^\s"])+/g) ?? []) {
    const not = word.length > 1 && word.startsWith('-')
    const rest = not ? word.slice(1) : word
    const name = names.find((one) => rest.startsWith(`${one}:`)) ?? null
    const values = name === null ? [unquoted(rest)] : valuesOf(rest.slice(name.length + 1))
    // "status:" alone is a term that is still being typed: it leaves out nothing yet.
    if (values.some((value) => value !== '')) terms.push({ name, values: values.filter(Boolean), not })
  }
  return terms
}

/** Whether a row fits all terms of a filter's text; null where it asks for nothing. */
export function termTest<Row, Name extends string>(
  text: string,
  { names, tests, textOf }: TermKind<Row, Name>,
): ((row: Row) => boolean) | null {
  const terms = parseTerms(text, names)
  if (terms.length === 0) return null
  return (row) =>
    terms.every(
      ({ name, values, not }) =>
        values.some((value) => (name === null ? textOf(row).includes(value) : tests[name](row, value))) !==
        not,
    )
}

/** A term as it is typed: quoted where it has blanks or commas. */
export function termText(name: string, value: string): string {
  return `${name}:${/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`
}

/** `textOf`, made once for each state of a row. */
export function remembered<Row extends object>(textOf: (row: Row) => string): (row: Row) => string {
  const texts = new WeakMap<Row, string>()
  return (row) => {
    let text = texts.get(row)
    if (text === undefined) {
      text = textOf(row)
      texts.set(row, text)
    }
    return text
  }
}

const unquoted = (text: string): string => text.replaceAll('"', '')

/** Parts at commas outside of quotes. */
const valuesOf = (text: string): string[] =>
  (text.match(/(?:"[^"]*"?|[^,"])+/g) ?? []).map((value) => unquoted(value).trim())

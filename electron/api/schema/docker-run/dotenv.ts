/** What a pasted .env says, and the numbers of the lines (from 1) that say nothing that could be understood. */
export interface Dotenv {
  readonly rows: readonly { readonly name: string; readonly value: string }[]
  readonly bad: readonly number[]
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=[^\S\n]*/
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/**
 * Reads a .env file as compose does: `export`, comments, 'single' quotes that keep all, "double" quotes with
 * escapes, quotes over several lines, YAML's "NAME: value" and list dashes too, as people paste those.
 */
export function parseDotenv(text: string): Dotenv {
  const rows: { name: string; value: string }[] = []
  const bad: number[] = []
  let rest = text.replaceAll('\r\n', '\n')
  let line = 1
  const take = (length: number): void => {
    line += rest.slice(0, length).split('\n').length - 1
    rest = rest.slice(length)
  }
  while (rest !== '') {
    const eol = rest.indexOf('\n') < 0 ? rest.length : rest.indexOf('\n') + 1
    const here = rest.slice(0, eol)
    const plain = here.replace(/^\s*-\s+/, '').replace(/^(\s*[A-Za-z_][A-Za-z0-9_]*):\s/, '$1=')
    if (/^\s*(#.*)?$/.test(here.trimEnd())) {
      take(eol)
      continue
    }
    const found = assignment.exec(plain)
    if (!found?.[1]) {
      bad.push(line)
      take(eol)
      continue
    }
    take(here.length - plain.length + found[0].length)
    const value = valueOf(rest)
    if (!value) bad.push(line)
    else rows.push({ name: found[1], value: value.text })
    const end = value?.length ?? 0
    const after = rest.indexOf('\n', end)
    take(after < 0 ? rest.length : after + 1)
  }
  return { rows, bad }
}

/** The value that stands at the beginning, and how long it is; null for a quote that is not closed. */
function valueOf(text: string): { text: string; length: number } | null {
  const single = /^'([^']*)'/.exec(text)
  if (single) return { text: single[1] ?? '', length: single[0].length }
  const double = /^"((?:[^"\\]|\\[^])*)"/.exec(text)
  if (double) {
    const value = (double[1] ?? '').replaceAll(/\\([^])/g, (whole, char: string) =>
      '"\\$'.includes(char) ? char : (escapes[char] ?? whole),
    )
    return { text: value, length: double[0].length }
  }
  if (/^['"]/.test(text)) return null
  const line = /^[^\n]*/.exec(text)?.[0] ?? ''
  return { text: line.replace(/\s#.*$/, '').trim(), length: line.length }
}

/** What a shell would have made of a line, as far as that can be known without one. */
export interface Words {
  readonly words: readonly string[]
  /** a quote or an escape that is not closed: the line is not whole */
  readonly open: boolean
  /** expansions that only a shell can do (`$HOME`, `$(pwd)`); they stand in the words as they were written */
  readonly expansions: readonly string[]
  /** what ends a command (`;`, `&&`, `|`, `>`), and all that came after it; '' when there is none */
  readonly rest: string
}

const expansion = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9@*#?$!-]|`[^`]*`)/
const ansiEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
}

/**
 * Splits a command line into words by the quoting rules of a POSIX shell (IEEE Std 1003.1-2024, XCU 2.2), with its
 * `$'…'` too; line continuations and comments go. A line that ends with PowerShell's backtick goes on as well.
 * In a `field`, which no shell will read, only quotes mean something: operators and comments are words, and a new
 * line is a space. For `windows` a backslash is a letter of a path, but before a quote.
 */
export function splitWords(
  line: string,
  { field = false, windows = false }: { field?: boolean; windows?: boolean } = {},
): Words {
  const words: string[] = []
  const expansions: string[] = []
  const text = line.replaceAll('\r\n', '\n')
  // null between words: '' is a word too
  let word = null as string | null
  let at = 0
  const add = (piece: string): void => void (word = (word ?? '') + piece)
  const end = (): void => {
    if (word !== null) words.push(word)
    word = null
  }
  const expanded = (): string | null => {
    const found = expansion.exec(text.slice(at))?.[0]
    if (found === undefined) return null
    expansions.push(found)
    return found
  }
  const done = (open: boolean, rest = ''): Words => {
    end()
    return { words, open, expansions, rest }
  }

  while (at < text.length) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if ('\\`^'.includes(char) && (char !== '^' || windows) && next === '\n') at += 2
    else if (char === '\\' && !(windows && next !== '"')) {
      if (next === '') return done(true)
      add(next)
      at += 2
    } else if (char === "'") {
      const quote = singleQuote(text, at + 1, windows)
      if (!quote) return done(true)
      add(quote.value)
      at = quote.end
    } else if (char === '$' && next === "'") {
      const quote = ansiQuote(text, at + 2)
      if (!quote) return done(true)
      add(quote.value)
      at = quote.end
    } else if (char === '"') {
      at += 1
      add('')
      for (; text.charAt(at) !== '"';) {
        if (at >= text.length) return done(true)
        const escaped = text.charAt(at + 1)
        const found = expanded()
        if (found !== null) {
          add(found)
          at += found.length
        } else if (
          text.charAt(at) === '\\' &&
          (windows ? '"' : '$`"\\\n').includes(escaped) &&
          escaped !== ''
        ) {
          if (escaped !== '\n') add(escaped)
          at += 2
        } else {
          add(text.charAt(at))
          at += 1
        }
      }
      at += 1
    } else if (char === '\n' && !field) {
      // What stands on the lines after is another command.
      if (words.length > 0 || word !== null) return done(false, text.slice(at + 1).trim())
      at += 1
    } else if (/\s/.test(char)) {
      end()
      at += 1
    } else if (char === '#' && word === null && !field) {
      const eol = text.indexOf('\n', at)
      at = eol < 0 ? text.length : eol
    } else if (!field && ';&|<>()'.includes(char)) return done(false, text.slice(at).trim())
    else {
      const found = expanded()
      add(found ?? char)
      at += found?.length ?? 1
    }
  }
  return done(false)
}

/** The inside of `'…'` from `start`, and where it ends; in PowerShell two quotes are one of its own. */
function singleQuote(text: string, start: number, windows: boolean): { value: string; end: number } | null {
  let value = ''
  for (let at = start; ; at += 1) {
    const close = text.indexOf("'", at)
    if (close < 0) return null
    value += text.slice(at, close)
    if (!windows || text.charAt(close + 1) !== "'") return { value, end: close + 1 }
    value += "'"
    at = close + 1
  }
}

/** The inside of `$'…'` from `start`, and where it ends. */
function ansiQuote(text: string, start: number): { value: string; end: number } | null {
  let value = ''
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === "'") return { value, end: at + 1 }
    if (char !== '\\') {
      value += char
      continue
    }
    const code = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3}))/.exec(text.slice(at + 1))
    if (code) {
      const [whole, hex, unicode, octal] = code
      value += String.fromCodePoint(parseInt(hex ?? unicode ?? octal ?? '', octal === undefined ? 16 : 8))
      at += whole.length
      continue
    }
    at += 1
    const escaped = text.charAt(at)
    value += ansiEscapes[escaped] ?? escaped
  }
  return null
}

/** The words of a field that holds one command, such as `sh -c 'echo hi'`; null while a quote is open. */
export function commandWords(text: string, system: 'linux' | 'windows' = 'linux'): readonly string[] | null {
  const { words, open } = splitWords(text, { field: true, windows: system === 'windows' })
  return open ? null : words
}

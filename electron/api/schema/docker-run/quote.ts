/** A word as a POSIX shell reads it back; plain words stay as they are. */
export const quoted = (word: string): string => inQuotes(word, `'\\''`)

/** The same for PowerShell. */
export const powerShellQuoted = (word: string): string => inQuotes(word, "''")

function inQuotes(word: string, quote: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", quote)}'`
}

/** Words as one line, which `splitWords` takes apart again, for either system. */
export const joinWords = (words: readonly string[]): string =>
  words.map((word) => inQuotes(word, `'"'"'`)).join(' ')

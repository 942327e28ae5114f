/**
 * How well `query` fits `text`: null for not at all; higher is better. Every word of the query must occur;
 * a hit at the start of the text counts most, there the more the shorter the text is, then at the start of a word,
 * then anywhere.
 */
export function fit(query: string, text: string): number | null {
  return fitWords(wordsOf(query), text)
}

const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean)

function fitWords(words: readonly string[], text: string): number | null {
  const haystack = text.toLowerCase()
  let score = 0
  for (const word of words) {
    const at = haystack.indexOf(word)
    if (at < 0) return null
    const startsWord = at === 0 || /[^a-z0-9]/.test(haystack[at - 1] ?? '')
    score += at === 0 ? 31 - Math.min(1, haystack.length / 1000) : startsWord ? 20 : 10
  }
  return score
}

/** The best `limit` of `items` for `query`, best first; in their own order where they fit alike. */
export function best<T>(query: string, items: Iterable<T>, text: (item: T) => string, limit: number): T[] {
  const words = wordsOf(query)
  const fitting: { item: T; score: number }[] = []
  for (const item of items) {
    const score = fitWords(words, text(item))
    if (score !== null) fitting.push({ item, score })
  }
  fitting.sort((a, b) => b.score - a.score)
  return fitting.slice(0, limit).map(({ item }) => item)
}

import type { FailedLines } from '../../api/schema/builds.ts'

/**
 * The place of a Dockerfile that buildx shows under a failed build: `Dockerfile:2`, then, between rulers, the lines
 * around it, those that failed with `>>>`. Source: BuildKit's `solver/errdefs` (Source.Print). Null when there is none.
 */
export function readFailedLines(words: readonly string[]): FailedLines | null {
  const ruler = /^-{8,}$/
  const from = words.findIndex((word, index) => ruler.test(word) && /:\d+$/.test(words[index - 1] ?? ''))
  if (from < 0) return null
  const file = (words[from - 1] ?? '').replace(/:\d+$/, '')
  const lines = []
  for (const word of words.slice(from + 1)) {
    if (ruler.test(word)) break
    const found = /^\s*(\d+) \| (>>>| {3}) ?(.*)$/.exec(word)
    if (found) lines.push({ line: Number(found[1]), text: found[3] ?? '', failed: found[2] === '>>>' })
  }
  return lines.length > 0 ? { file, lines } : null
}

/** How BuildKit says that it runs where there is no git: it fetches a repository by that program. */
const hasNoGit = /exec: "git": executable file not found/

/** What a failed build says last, without the engine's preambles; what helps stands first where that is known. */
export function failureOf(words: readonly string[]): string | null {
  const from = words.findLastIndex((word) => word.startsWith('ERROR: '))
  if (from < 0) return null
  const said = words.slice(from).join('\n').trim()
  const plain = said.replace(/^ERROR: (failed to build: )?(failed to solve: )?/, '')
  if (!hasNoGit.test(plain)) return plain
  return `The engine has no git to fetch a repository with. Clone it on this computer, and build its folder.\n${plain}`
}

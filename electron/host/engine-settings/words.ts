/** Lines of the engine's log that are told. */
const mostLines = 15
const longestLine = 500

/**
 * What `dockerd --validate` said, without the name of a file that nobody knows and without the lines of its log.
 */
export const refusalWords = (said: string): string => wordsIn(said) ?? 'It did not say why.'

function wordsIn(said: string): string | null {
  const words = lines(said)
    .filter((line) => !line.startsWith('time="'))
    .join(' ')
  return (
    words
      .replace(/^unable to configure the Docker daemon with file \S+: /, '')
      .replace(/^merged configuration validation from file and command line flags failed: /, '')
      .slice(0, 2000) || null
  )
}

/** The end of the engine's log, from its last start on, as lines that can be shown. */
export function logLines(text: string): string[] {
  const all = lines(text)
  const start = all.findLastIndex((line) => line.includes('msg="Starting up"'))
  return all
    .slice(Math.max(0, start))
    .slice(-mostLines)
    .map((line) => line.slice(0, longestLine))
}

/** Why the engine did not start, by the end of its log; null where it does not say. */
export function causeIn(log: readonly string[]): string | null {
  const fatal = log.findLast((line) => /^failed to (start|load) /.test(line))
  if (fatal) return fatal
  return log.length === 1 ? wordsIn(log[0] ?? '') : null
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter(Boolean)
}

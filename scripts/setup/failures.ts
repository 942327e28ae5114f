import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** What Vitest's json reporter writes, as far as we read it. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: VitestFile[]
}

interface VitestFile {
  status: string
  name: string
  message?: string
  assertionResults: readonly VitestTest[]
}

interface VitestTest {
  status: string
  title: string
  ancestorTitles?: readonly string[]
  failureMessages?: readonly string[] | null
}

/** One thing that failed: where, and the beginning of what was said of it. */
export interface Failure {
  /** the file, and the test in it, as far as they are known */
  readonly at: readonly string[]
  readonly message: string
}

const mostLines = 40
const mostCharacters = 300

/** The failed tests of a report; a file of which no test failed by itself stands for what went wrong around them. */
export function failuresOf(report: VitestReport | null, root: string): Failure[] {
  return (report?.testResults ?? []).flatMap((file): Failure[] => {
    const name = path.relative(root, file.name)
    const tests = file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ ancestorTitles = [], title, failureMessages }) => ({
        at: [name, ...ancestorTitles, title],
        message: failureMessages?.[0] ?? '',
      }))
    if (tests.length > 0 || file.status !== 'failed') return tests
    return [{ at: [name], message: file.message ?? '' }]
  })
}

/** A line for each, so that the end of the output is enough to know what failed; how many more there are, if any. */
export function failureLines(checks: readonly { name: string; failures: readonly Failure[] }[]): string[] {
  const lines = checks.flatMap(({ name, failures }) =>
    failures.map(({ at, message }) => {
      const where = ['FAILED', name, at.join(' > ')].filter((part) => part !== '').join(' ')
      return clip(`${where}: ${firstLine(message) || 'nothing was said of it'}`)
    }),
  )
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines - 1), `… and ${lines.length - mostLines + 1} more that failed`]
}

function firstLine(text: string): string {
  const lines = stripVTControlCharacters(text).split('\n')
  return lines.find((line) => line.trim() !== '')?.trim() ?? ''
}

/** On one line, whatever a message or a test's name holds. */
function clip(line: string): string {
  const flat = line.replaceAll(/\p{Cc}+/gu, ' ')
  return flat.length <= mostCharacters ? flat : `${flat.slice(0, mostCharacters - 1)}…`
}

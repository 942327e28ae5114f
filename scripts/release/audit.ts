import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { repository } from '../assets/hash.ts'

/**
 * Looks for known vulnerabilities, high or worse, in what the application is made of. Where the registry does not answer
 * audits, nothing is known: that is said, and is a failure only with --required, as for a release.
 */
const words = ['audit', '--omit=dev', '--audit-level=high', '--json']

export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'vulnerable'; readonly names: readonly string[] }
  | { readonly kind: 'unanswered'; readonly why: string }

/** What npm's answer means; `found` is its exit code 1, which it also has for an audit that was not answered. */
export function verdictOf(stdout: string, found: boolean): Verdict {
  const answer = parse(stdout)
  if (answer === null) return { kind: 'unanswered', why: 'npm gave no answer' }
  if (answer.error)
    return { kind: 'unanswered', why: answer.error.summary || answer.error.code || 'npm gave an error' }
  if (!answer.vulnerabilities)
    return { kind: 'unanswered', why: answer.message || 'the answer names no vulnerabilities' }
  if (!found) return { kind: 'clean' }
  const names = Object.entries(answer.vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity }]) => `${name} (${severity})`)
  return { kind: 'vulnerable', names }
}

interface Answer {
  readonly message?: string
  readonly error?: { readonly code?: string; readonly summary?: string }
  readonly vulnerabilities?: Record<string, { readonly severity: string }>
}

function parse(text: string): Answer | null {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return null
  }
}

async function audit(): Promise<Verdict> {
  const options = { cwd: repository, maxBuffer: 1 << 26 }
  return promisify(execFile)('npm', words, options).then(
    ({ stdout }) => verdictOf(stdout, false),
    // npm ends with 1 both when it found something and when it was not answered.
    (error: unknown) => verdictOf((error as { stdout?: string }).stdout ?? '', true),
  )
}

if (import.meta.main) {
  const verdict = await audit()
  if (verdict.kind === 'clean')
    console.log('No known vulnerability, high or worse, in what the application is made of.')
  if (verdict.kind === 'vulnerable') console.error(`Vulnerable: ${verdict.names.join(', ')}.`)
  if (verdict.kind === 'unanswered')
    console.error(`The registry does not answer audits, nothing was checked: ${verdict.why}.`)
  const bad =
    verdict.kind === 'vulnerable' || (verdict.kind === 'unanswered' && process.argv.includes('--required'))
  process.exitCode = bad ? 1 : 0
}

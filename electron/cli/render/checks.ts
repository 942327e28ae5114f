import { worstOf, type Check } from '../../api/schema/checks.ts'

const marks: Record<Check['state'], string> = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' }

/** What `berth doctor` says: each check in a line, and below it what to do where there is something. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(0, ...checks.map(({ title }) => title.length))
  const lines = checks.flatMap(({ title, state, sentence, hint, fix }) => [
    `${marks[state]}  ${title.padEnd(width)}  ${sentence}`,
    ...(hint === '' ? [] : [`${' '.repeat(width + 11)}${hint}`]),
    ...(fix === null ? [] : [`${' '.repeat(width + 11)}$ ${fix.command}`]),
  ])
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length
  const sum = {
    ok: 'All is well.',
    warning: `Berth works; ${count('warning')} could be better.`,
    failed: `${count('failed')} to be put right before Berth can work.`,
  }[worstOf(checks)]
  return [...lines, '', sum]
}

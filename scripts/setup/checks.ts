import { readFile, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { failuresOf, type Failure, type VitestReport } from './failures.ts'

/** How one check went: how many things it looked at, and how many of them failed. */
export interface Count {
  readonly passed: number
  readonly failed: number
}

export interface CheckResult extends Count {
  readonly name: string
  readonly seconds: number
  readonly output: string
  /** what failed; at least one where `failed` is not 0 */
  readonly failures: readonly Failure[]
}

const root = path.resolve(import.meta.dirname, '../..')
const bin = path.join(root, 'node_modules', '.bin')
// Either alone has Vitest print colours all the same.
const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0', NO_COLOR: '1' }

/** Runs a tool that passes or fails as a whole. */
export async function toolCheck(
  name: string,
  command: string,
  args: readonly string[],
): Promise<CheckResult> {
  const began = performance.now()
  const result = await execa(path.join(bin, command), args, { cwd: root, env, all: true, reject: false })
  const failed = result.exitCode === 0 ? 0 : 1
  const failures = failed === 0 ? [] : [{ at: [], message: result.all }]
  return { name, passed: 1 - failed, failed, seconds: secondsSince(began), output: result.all, failures }
}

/** Runs one Vitest project, counting its tests. A file that could not be loaded, or broke around its tests, counts as a failed test. */
export async function vitestCheck(project: string): Promise<CheckResult> {
  const began = performance.now()
  const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-test-'))
  const file = path.join(dir, 'report.json')
  try {
    const args = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${file}`,
    ]
    const run = execa(path.join(bin, 'vitest'), args, { cwd: root, env, all: true, reject: false })
    const result = await run
    const report = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as VitestReport,
      () => null,
    )
    const count = countOf(report, result.exitCode)
    const named = failuresOf(report, root)
    return {
      name: project,
      ...count,
      seconds: secondsSince(began),
      output: result.all,
      failures: count.failed > 0 && named.length === 0 ? [brokenRun(result.exitCode, result.all)] : named,
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** A run that broke is never green: no report, or a bad exit code with no failed test to show for it, is one failure. */
export function countOf(report: VitestReport | null, exitCode: number | undefined): Count {
  const passed = report?.numPassedTests ?? 0
  const broken = report?.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  ).length
  const failed = (report?.numFailedTests ?? 0) + (broken ?? 0)
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

/** A run that failed with no test to show for it: what broke it, as far as that is printed. */
function brokenRun(exitCode: number | undefined, output: string): Failure {
  const error = /^.*Error: .*$/m.exec(output)?.[0]
  return { at: [], message: `the run broke (exit code ${exitCode ?? 'none'})${error ? `: ${error}` : ''}` }
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}

import { readFile, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'

/** How one check went: how many things it looked at, and how many of them failed. */
export interface Count {
  readonly passed: number
  readonly failed: number
}

export interface CheckResult extends Count {
  readonly name: string
  readonly seconds: number
  readonly output: string
}

/** What Vitest's json reporter writes, as far as we read it. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; name: string; message?: string; assertionResults: unknown[] }[]
}

const root = path.resolve(import.meta.dirname, '../..')
const bin = path.join(root, 'node_modules', '.bin')
const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0' }

/** Runs a tool that passes or fails as a whole. */
export async function toolCheck(
  name: string,
  command: string,
  args: readonly string[],
): Promise<CheckResult> {
  const began = performance.now()
  const result = await execa(path.join(bin, command), args, { cwd: root, env, all: true, reject: false })
  const failed = result.exitCode === 0 ? 0 : 1
  return { name, passed: 1 - failed, failed, seconds: secondsSince(began), output: result.all }
}

/** Runs one Vitest project, counting its tests. A file that could not even be loaded counts as a failed test. */
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
    return {
      name: project,
      ...countOf(report, result.exitCode),
      seconds: secondsSince(began),
      output: result.all,
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** A run that broke is never green: no report, or a bad exit code with no failed test to show for it, is one failure. */
export function countOf(report: VitestReport | null, exitCode: number | undefined): Count {
  const passed = report?.numPassedTests ?? 0
  const broken = report?.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const failed = (report?.numFailedTests ?? 0) + (broken ?? 0)
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}

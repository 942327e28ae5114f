import { ensureEngine, ensureImage, ensureTools } from '../assets/build.ts'
import { build } from '../build.ts'
import { toolCheck, vitestCheck, type CheckResult } from './checks.ts'
import { nativeArch } from '../assets/arch.ts'
import { Teller } from './steps.ts'

/**
 * Runs every check and prints what failed in full; the last line is `N passed, N failed`.
 * With --fast, nothing that boots a machine runs, and the guest's image is not built.
 */
const fast = process.argv.includes('--fast')
const teller = new Teller(Date.now())
const results: CheckResult[] = []

async function check(name: string, work: () => Promise<CheckResult>): Promise<void> {
  const result = await teller.step(name, work)
  results.push(result)
  teller.say(`${name}: ${result.passed} passed, ${result.failed} failed, ${result.seconds} s`)
  if (result.failed > 0) process.stdout.write(`\n${result.output}\n\n`)
}

/** Builds what checks need. A build that breaks is a failure like any other, and the last line still comes. */
async function prepare(
  name: string,
  work: (report: (line: string) => void) => Promise<unknown>,
): Promise<void> {
  try {
    await teller.step(name, ({ report }) => work(report))
  } catch (error) {
    const output = error instanceof Error ? error.message : String(error)
    results.push({ name, passed: 0, failed: 1, seconds: 0, output })
    teller.say(`${name}: failed`)
    process.stdout.write(`\n${output}\n\n`)
  }
}

await prepare('Build the host and the page', (report) => build(report))
await Promise.all([
  check('format', () => toolCheck('format', 'prettier', ['--check', '.'])),
  check('types', () => toolCheck('types', 'tsc', ['-p', 'tsconfig.json', '--noEmit'])),
])
await Promise.all([
  check('lint', () => toolCheck('lint', 'eslint', ['--max-warnings', '0', '.'])),
  check('arrows', () =>
    toolCheck('arrows', 'depcruise', [
      '--config',
      '.dependency-cruiser.cjs',
      'electron',
      'renderer',
      'scripts',
      'tests',
    ]),
  ),
])
await check('unit', () => vitestCheck('unit'))
await check('page', () => vitestCheck('page'))

await prepare('Build the engine', (report) => ensureEngine(nativeArch(), report))
await check('integration', () => vitestCheck('integration'))
await check('e2e', () => vitestCheck('e2e'))

if (!fast) {
  await prepare('Build the docker command', (report) => ensureTools(report))
  await prepare('Build the guest image', (report) => ensureImage(nativeArch(), report))
  await check('vm', () => vitestCheck('vm'))
}

const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

import { ensureEngine, ensureImage, ensureShape, ensureTools } from '../assets/build.ts'
import { build } from '../build.ts'
import { toolCheck, vitestCheck, type CheckResult } from './checks.ts'
import { nativeArch } from '../assets/arch.ts'
import { failureLines } from './failures.ts'
import { Teller } from './steps.ts'

/**
 * Runs every check and prints what failed in full, and at the end a line for each thing that failed; the last line is
 * `N passed, N failed`.
 * With --fast, only what needs neither a machine nor an engine nor a browser runs, and nothing is built for them.
 */
const fast = process.argv.includes('--fast')
// Rarely that a check goes on: who reads it has the end of the output, if anything.
const teller = new Teller(Date.now(), { quietMs: 60_000 })
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
    const failures = [{ at: [], message: output }]
    results.push({ name, passed: 0, failed: 1, seconds: 0, output, failures })
    teller.say(`${name}: failed`)
    process.stdout.write(`\n${output}\n\n`)
  }
}

/** Whole files are looked at where nobody waits; with --fast, what a tool kept of an earlier run is believed. */
const cache = 'node_modules/.cache'
const kept = {
  format: fast ? ['--cache'] : [],
  types: fast ? ['--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`] : [],
  lint: fast ? ['--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/eslint`] : [],
}

async function lookAtCode(): Promise<void> {
  await check('types', () => toolCheck('types', 'tsc', ['-p', 'tsconfig.json', '--noEmit', ...kept.types]))
  await check('format', () => toolCheck('format', 'prettier', ['--check', ...kept.format, '.']))
  await check('lint', () => toolCheck('lint', 'eslint', ['--max-warnings', '0', ...kept.lint, '.']))
  const rooms = ['electron', 'renderer', 'scripts', 'tests']
  await check('arrows', () =>
    toolCheck('arrows', 'depcruise', ['--config', '.dependency-cruiser.cjs', ...rooms]),
  )
}

/** Where the registry does not answer audits, that is said, and no failure. */
async function auditPackages(): Promise<void> {
  await check('audit', async () => {
    const result = await toolCheck('audit', 'node', ['scripts/release/audit.ts'])
    if (result.failed === 0) teller.say(`audit: ${result.output}`)
    return result
  })
}

async function runUnits(): Promise<void> {
  await check('unit', () => vitestCheck('unit'))
  await check('page', () => vitestCheck('page'))
  await check('desktop', () => vitestCheck('desktop'))
}

// Each of the two keeps one processor busy.
await Promise.all([lookAtCode(), runUnits()])

if (!fast) {
  await auditPackages()
  await prepare('Build the host and the page', (report) => build(report))
  await prepare('Build the engine', (report) => ensureEngine(nativeArch(), report))
  await prepare('Build the docker command', (report) => ensureTools(report))
  await check('integration', () => vitestCheck('integration'))
  await check('e2e', () => vitestCheck('e2e'))
  await prepare('Build the guest image', (report) => ensureImage(nativeArch(), report))
  // Made on x86_64, for x86_64.
  if (nativeArch() === 'x86_64')
    await prepare("Build Hyper-V's boot disk", (report) => ensureShape('hyperv', 'x86_64', report))
  await check('vm', () => vitestCheck('vm'))
  await check('package', () => vitestCheck('package'))
}

const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
for (const line of failureLines(results)) process.stdout.write(`${line}\n`)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

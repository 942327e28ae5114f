import { expect, test } from 'vitest'
import { failureLines, failuresOf, type VitestReport } from './failures.ts'

type File = VitestReport['testResults'][number]
const report = (...testResults: File[]): VitestReport => ({
  numPassedTests: 1,
  numFailedTests: 1,
  testResults,
})
const passed = { status: 'passed', title: 'works' }
const failed = (title: string, message: string, ...ancestorTitles: string[]) =>
  ({ status: 'failed', title, ancestorTitles, failureMessages: [message] }) as const

test('each failed test is told by project, file and name, with the first line of what it said', () => {
  const file: File = {
    status: 'failed',
    name: '/root/tests/e2e/a.test.ts',
    assertionResults: [
      passed,
      failed('leaves it', '\x1b[31mTimeoutError\x1b[39m: too late\n    at x.ts', 'a flood'),
    ],
  }
  const good: File = { status: 'passed', name: '/root/b.test.ts', assertionResults: [passed] }
  const failures = failuresOf(report(file, good), '/root')
  expect(failureLines([{ name: 'e2e', failures }])).toEqual([
    'FAILED e2e tests/e2e/a.test.ts > a flood > leaves it: TimeoutError: too late',
  ])
})

test('a file that could not be loaded, or broke around its tests, is told too', () => {
  const broken: File = {
    status: 'failed',
    name: '/root/a.test.ts',
    message: '\nNo such module\nmore',
    assertionResults: [],
  }
  const around: File = {
    status: 'failed',
    name: '/root/b.test.ts',
    message: '',
    assertionResults: [{ status: 'skipped', title: 'works' }],
  }
  expect(failureLines([{ name: 'unit', failures: failuresOf(report(broken, around), '/root') }])).toEqual([
    'FAILED unit a.test.ts: No such module',
    'FAILED unit b.test.ts: nothing was said of it',
  ])
})

test('where nothing failed, or there is no report, there is no line', () => {
  expect(failuresOf(null, '/root')).toEqual([])
  expect(failureLines([{ name: 'unit', failures: [] }])).toEqual([])
})

test('a check without tests is told by its name', () => {
  expect(failureLines([{ name: 'types', failures: [{ at: [], message: 'a.ts(1,2): no' }] }])).toEqual([
    'FAILED types: a.ts(1,2): no',
  ])
})

test('lines are so many and so long at most, whatever tests are called and say', () => {
  const failures = Array.from({ length: 60 }, (_, at) => ({
    at: [`${at}`, 'two\nlines'],
    message: 'x'.repeat(1000),
  }))
  const lines = failureLines([{ name: 'unit', failures }])
  expect(lines).toHaveLength(40)
  expect(lines.at(-1)).toBe('… and 21 more that failed')
  expect(Math.max(...lines.map((line) => line.length))).toBe(300)
  expect(lines[0]).toMatch(/^FAILED unit 0 > two lines: x+…$/)
  expect(failureLines([{ name: 'unit', failures: failures.slice(0, 40) }])).toHaveLength(40)
})

import { expect, test } from 'vitest'
import { countOf } from './checks.ts'

const file = (
  status: string,
  assertions: number,
): { status: string; name: string; assertionResults: { status: string; title: string }[] } => ({
  status,
  name: 'x.test.ts',
  assertionResults: Array.from({ length: assertions }, (_, i) => ({ status, title: String(i) })),
})

test('tests are counted as they went', () => {
  const report = { numPassedTests: 5, numFailedTests: 2, testResults: [file('passed', 5), file('failed', 2)] }
  expect(countOf(report, 1)).toEqual({ passed: 5, failed: 2 })
})

test('a file that could not be loaded is a failure', () => {
  const report = { numPassedTests: 5, numFailedTests: 0, testResults: [file('passed', 5), file('failed', 0)] }
  expect(countOf(report, 1)).toEqual({ passed: 5, failed: 1 })
})

test('a file that broke around its tests is a failure', () => {
  const around = { ...file('skipped', 2), status: 'failed' }
  const report = { numPassedTests: 5, numFailedTests: 1, testResults: [file('failed', 1), around] }
  expect(countOf(report, 1)).toEqual({ passed: 5, failed: 2 })
})

test('a run that broke without a word is a failure', () => {
  expect(countOf(null, 1)).toEqual({ passed: 0, failed: 1 })
  expect(countOf({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 1)).toEqual({
    passed: 5,
    failed: 1,
  })
})

test('a good run is just that', () => {
  expect(countOf({ numPassedTests: 5, numFailedTests: 0, testResults: [file('passed', 5)] }, 0)).toEqual({
    passed: 5,
    failed: 0,
  })
})

import { expect, test } from 'vitest'
import { countOf } from './checks.ts'

const file = (
  status: string,
  assertions: number,
): { status: string; name: string; assertionResults: number[] } => ({
  status,
  name: 'x.test.ts',
  assertionResults: Array.from({ length: assertions }, (_, i) => i),
})

test('tests are counted as they went', () => {
  const report = { numPassedTests: 5, numFailedTests: 2, testResults: [file('passed', 5), file('failed', 2)] }
  expect(countOf(report, 1)).toEqual({ passed: 5, failed: 2 })
})

test('a file that could not be loaded is a failure', () => {
  const report = { numPassedTests: 5, numFailedTests: 0, testResults: [file('passed', 5), file('failed', 0)] }
  expect(countOf(report, 1)).toEqual({ passed: 5, failed: 1 })
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

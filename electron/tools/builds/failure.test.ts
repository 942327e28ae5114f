import { expect, test } from 'vitest'
import { failureOf, readFailedLines } from './failure.ts'

const words = [
  'web.Dockerfile:2',
  '--------------------',
  '   1 |     FROM busybox',
  '   2 | >>> RUN make \\',
  '   3 | >>>   --jobs 4',
  '   4 |     ',
  '   5 |     COPY . /src',
  '--------------------',
  'ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
]

test('the failing lines of a Dockerfile are found, with those around', () => {
  expect(readFailedLines(words)).toEqual({
    file: 'web.Dockerfile',
    lines: [
      { line: 1, text: 'FROM busybox', failed: false },
      { line: 2, text: 'RUN make \\', failed: true },
      { line: 3, text: '  --jobs 4', failed: true },
      { line: 4, text: '', failed: false },
      { line: 5, text: 'COPY . /src', failed: false },
    ],
  })
  expect(readFailedLines(['--------------------', 'ERROR: x'])).toBeNull()
  expect(readFailedLines([])).toBeNull()
})

test('the reason comes without preambles, and whole', () => {
  expect(failureOf(words)).toBe('process "/bin/sh -c make" did not complete successfully: exit code: 2')
  expect(failureOf(['ERROR: git said:', 'fatal: no', ''])).toBe('git said:\nfatal: no')
  expect(failureOf(['all is well'])).toBeNull()
})

test('says what helps where the engine has no git', () => {
  const words = 'failed to load cache key: exec: "git": executable file not found in $PATH'
  expect(failureOf([`ERROR: failed to build: failed to solve: ${words}`])).toBe(
    `The engine has no git to fetch a repository with. Clone it on this computer, and build its folder.\n${words}`,
  )
})

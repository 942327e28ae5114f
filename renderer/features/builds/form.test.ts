import { expect, test } from 'vitest'
import { fieldsOf, readFields } from './form.ts'
import { emptyRequest } from './new-build.ts'

test('a request goes through the form and comes out the same', () => {
  const request = {
    ...emptyRequest,
    context: '/src/app',
    dockerfile: 'web.Dockerfile',
    tags: ['a:1', 'b:2'],
    args: [{ name: 'A', value: 'x = y' }],
    labels: [{ name: 'team', value: 'red' }],
    secrets: [{ id: 'npm', file: '~/.npmrc' }],
    platforms: ['linux/arm64'],
    target: 'final',
    output: 'push' as const,
  }
  expect(readFields(fieldsOf(request))).toEqual({ request, problems: {} })
  const git = { ...emptyRequest, context: 'https://example.org/a.git#main' }
  expect(readFields(fieldsOf(git))).toEqual({ request: git, problems: {} })
})

test('what is not right is said of the field that it stands in', () => {
  const empty = fieldsOf(emptyRequest)
  expect(Object.keys(readFields(empty).problems)).toEqual(['context'])
  expect(readFields({ ...empty, folder: '/src/' })).toMatchObject({
    request: { context: '/src' },
    problems: {},
  })
  const bad = readFields({
    ...empty,
    source: 'git',
    git: '/src',
    tags: 'good --bad',
    args: 'A=1\nB',
    labels: '=',
    platforms: 'linux',
    secrets: [{ id: 'two words', file: '' }],
  })
  expect(bad.problems).toEqual({
    context: 'Give the URL of a repository, such as https://github.com/owner/name.git',
    tags: '"--bad" is no name of an image.',
    args: 'Line 2 is no NAME=value.',
    labels: 'Line 1 is no NAME=value.',
    platforms: '"linux" is no platform; one looks like linux/arm64.',
    secrets: 'Each secret needs an id without blanks, and a file.',
  })
  expect(readFields({ ...empty, folder: '/', output: 'push' }).problems.tags).toMatch(/needs a tag/)
})

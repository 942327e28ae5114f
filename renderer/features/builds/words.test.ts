import { expect, test } from 'vitest'
import type { BuildStep } from '../../../electron/api/schema/builds.ts'
import { groupSteps, readPairs, readStepName, readWords, writePairs } from './words.ts'

const step = (name: string): BuildStep => ({
  id: name,
  name,
  state: 'done',
  cached: false,
  ms: 0,
  runningSince: null,
  progress: null,
  error: null,
})

test('a step is told by its stage and number', () => {
  expect(readStepName('[app 2/3] RUN make')).toEqual({
    group: 'Stage app',
    index: 2,
    of: 3,
    text: 'RUN make',
  })
  expect(readStepName('[linux/arm64 app 1/2] COPY . /')).toMatchObject({ group: 'Stage linux/arm64 app' })
  expect(readStepName('[1/2] FROM busybox')).toMatchObject({ group: 'Steps', index: 1 })
  expect(readStepName('[internal] load .dockerignore')).toMatchObject({ group: 'Preparation', index: null })
  expect(readStepName('exporting to image')).toMatchObject({ group: 'Result', text: 'exporting to image' })
  expect(readStepName('[1/1] RUN <<EOF\necho [1/2] x\nEOF').text).toContain('echo [1/2] x')
})

test('steps stand by stage, in the order of the Dockerfile, the result last', () => {
  const names = [
    '[app 2/2] RUN x',
    'exporting to image',
    '[app 1/2] COPY',
    '[internal] load',
    '[base 1/1] FROM',
  ]
  expect(
    groupSteps(names.map(step)).map((group) => [group.name, group.steps.map(({ name }) => name.text)]),
  ).toEqual([
    ['Preparation', ['load']],
    ['Stage app', ['COPY', 'RUN x']],
    ['Stage base', ['FROM']],
    ['Result', ['exporting to image']],
  ])
})

test('pairs are read as they are pasted', () => {
  expect(readPairs('A=1\n\n# no\n B=x = y\r\nC=')).toEqual({
    pairs: [
      { name: 'A', value: '1' },
      { name: 'B', value: 'x = y' },
      { name: 'C', value: '' },
    ],
    bad: null,
  })
  expect(readPairs('A=1\nnonsense').bad).toBe(2)
  expect(writePairs([{ name: 'A', value: '1' }])).toBe('A=1')
  expect(readWords(' a:1, b:2\nc ')).toEqual(['a:1', 'b:2', 'c'])
})

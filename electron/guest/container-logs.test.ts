import { expect, test } from 'vitest'
import { readLogSizes } from './container-logs.ts'

test('sizes are summed by container, the largest first; what is no line of ours is left out', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
  const text = [
    `10 ./${a}/${a}-json.log`,
    `700 ./${b}/local-logs/container.log`,
    `5 ./${a}/${a}-json.log.1`,
    'nonsense',
    '-3 ./x/y',
    `1e ./${a}/z`,
    '',
  ].join('\n')
  expect(readLogSizes(text)).toEqual([
    { id: b, bytes: 700 },
    { id: a, bytes: 15 },
  ])
  expect(readLogSizes('')).toEqual([])
})

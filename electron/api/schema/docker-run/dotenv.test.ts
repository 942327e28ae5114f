import { expect, it } from 'vitest'
import { parseDotenv } from './dotenv.ts'

it('reads what people paste', () => {
  const { rows, bad } = parseDotenv(
    [
      '# database',
      'DB_HOST=db   # inline',
      'export DB_USER = "ada"',
      'DB_PASS=\'pa#ss "w" $x\'',
      'EMPTY=',
      'URL=http://a/#frag',
      'LINES="one',
      'two\\n"',
      'not a line',
      'YAML: value',
      '- LISTED=1',
      '',
    ].join('\r\n'),
  )
  expect(rows).toEqual([
    { name: 'DB_HOST', value: 'db' },
    { name: 'DB_USER', value: 'ada' },
    { name: 'DB_PASS', value: 'pa#ss "w" $x' },
    { name: 'EMPTY', value: '' },
    { name: 'URL', value: 'http://a/#frag' },
    { name: 'LINES', value: 'one\ntwo\n' },
    { name: 'YAML', value: 'value' },
    { name: 'LISTED', value: '1' },
  ])
  expect(bad).toEqual([9])
})

it('names a quote that is not closed', () => {
  expect(parseDotenv('A="x\nB=1')).toEqual({ rows: [{ name: 'B', value: '1' }], bad: [1] })
  expect(parseDotenv('')).toEqual({ rows: [], bad: [] })
})

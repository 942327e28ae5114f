import { expect, test } from 'vitest'
import { imageRow } from '../../../tests/fakes/rows.ts'
import { imageFilter, shownBy, withShow } from './filter.ts'

const web = imageRow(1, {
  tags: ['ghcr.io/team/web:1', 'web:latest'],
  usedBy: ['Web-1'],
  labels: { team: 'Harbour' },
  platforms: [
    { name: 'linux/amd64', here: true },
    { name: 'linux/arm64/v8', here: false },
  ],
})
const dangling = imageRow(2, { tags: [], digests: [], usedBy: [] })

const found = (text: string): string[] =>
  Object.entries({ web, dangling })
    .filter(([, row]) => imageFilter(text)(row, (tag) => tag === 'web:latest'))
    .map(([name]) => name)

test.each([
  ['', ['web', 'dangling']],
  ['WEB', ['web']],
  ['web:latest', ['web']],
  ['web nothing', []],
  ['used:yes', ['web']],
  ['used:no', ['dangling']],
  ['is:dangling', ['dangling']],
  ['is:newer', ['web']],
  ['platform:amd64', ['web', 'dangling']],
  ['platform:arm64', []],
  ['registry:ghcr', ['web']],
  ['registry:docker.io', ['web']],
  ['container:web-1', ['web']],
  ['label:team', ['web']],
  ['label:team=harbour', ['web']],
  ['label:team=other', []],
  ['is:odd', []],
])('%j lets through %j', (text, names) => {
  expect(found(text)).toEqual(names)
})

test('a ready-made filter is a term among the others', () => {
  expect(withShow('web platform:arm64', 'unused')).toBe('web platform:arm64 used:no')
  expect(withShow('web used:no', 'newer')).toBe('web is:newer')
  expect(withShow('used:no', 'all')).toBe('')
  expect(shownBy('web used:no')).toBe('unused')
  expect(shownBy('web')).toBe('all')
})

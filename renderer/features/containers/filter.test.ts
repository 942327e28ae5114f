// @vitest-environment node
import { expect, test } from 'vitest'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { containerRow, manyContainers, port } from '../../../tests/fakes/rows.ts'
import { termText } from '../../lib/filter-terms.ts'
import { filterRows, textOf } from './filter.ts'

const rows: ContainerRow[] = [
  containerRow(1, {
    name: 'web',
    image: 'nginx:1.29',
    ports: [port(8080, 80), port(null, 443)],
    health: 'healthy',
    labels: { tier: 'Front', 'com.example/team': 'blue green' },
  }),
  containerRow(2, {
    name: 'Shop-DB',
    image: 'postgres:17',
    ports: [port(null, 5432)],
    composeProject: 'My Shop',
    composeService: 'db',
    labels: { tier: 'back', empty: '' },
  }),
  containerRow(3, { name: 'importer', image: 'ghcr.io/example/importer:2', state: 'exited', exitCode: 1 }),
  containerRow(4, { name: 'nightly', image: 'busybox', state: 'paused', health: 'unhealthy' }),
]
const found = (text: string): string[] => filterRows(rows, text).map((row) => row.name)

test.each([
  ['', ['web', 'Shop-DB', 'importer', 'nightly']],
  ['  ', ['web', 'Shop-DB', 'importer', 'nightly']],
  // plain words: in all that one knows of a container, and all of them
  ['shop', ['Shop-DB']],
  ['8080', ['web']],
  ['exited', ['importer']],
  ['nginx:1.29', ['web']],
  ['example import', ['importer']],
  ['"my shop"', ['Shop-DB']],
  ['-nginx', ['Shop-DB', 'importer', 'nightly']],
  [containerRow(3).id.slice(0, 12), ['importer']],
  // terms
  ['status:running', ['web', 'Shop-DB']],
  ['status:run', ['web', 'Shop-DB']],
  ['status:healthy', ['web']],
  ['status:unhealthy', ['nightly']],
  ['status:up', ['web', 'Shop-DB', 'nightly']],
  ['status:stopped', ['importer']],
  ['status:paused,exited', ['importer', 'nightly']],
  ['-status:running', ['importer', 'nightly']],
  ['STATUS:Exited', ['importer']],
  ['image:nginx:1', ['web']],
  ['image:example/', ['importer']],
  ['project:shop', ['Shop-DB']],
  ['project:"my shop"', ['Shop-DB']],
  ['-project:shop status:running', ['web']],
  ['port:80', ['web']],
  ['port:8080', ['web']],
  ['port:5432,443', ['web', 'Shop-DB']],
  ['port:8', []],
  ['label:tier', ['web', 'Shop-DB']],
  ['label:tier=front', ['web']],
  ['label:tier=fro', []],
  ['label:empty=', ['Shop-DB']],
  ['label:com.example/team="blue green"', ['web']],
  ['label:"com.example/team=blue green"', ['web']],
  // still being typed, and odd ones
  ['status:', ['web', 'Shop-DB', 'importer', 'nightly']],
  ['status:, -', ['Shop-DB']],
  ['image:"ngi', ['web']],
  ['no:such', []],
])('%j finds %j', (text, names) => {
  expect(found(text)).toEqual(names)
})

test('plain words look at all that one knows of a container', () => {
  const row = containerRow(7, { name: 'Shop-DB', composeProject: 'shop', ports: [port(8080, 80)] })
  for (const word of ['shop-db', 'alpine', '8080', 'running', row.id.slice(0, 12)])
    expect(textOf(row)).toContain(word)
})

test('nothing to look for gives the same rows', () => {
  expect(filterRows(rows, ' status: ')).toBe(rows)
  expect(filterRows(rows, '""')).toBe(rows)
})

test('a term that is offered finds what it was made of', () => {
  expect(termText('project', 'My Shop')).toBe('project:"My Shop"')
  expect(found(termText('project', 'My Shop'))).toEqual(['Shop-DB'])
  expect(termText('status', 'running')).toBe('status:running')
  expect(termText('label', 'a,"b"')).toBe('label:"a,b"')
})

test('five thousand rows are no matter', () => {
  const many = manyContainers(5000)
  expect(filterRows(many, 'project:shop -status:running image:redis').length).toBeGreaterThan(0)
})

// @vitest-environment node
import { expect, test } from 'vitest'
import { compare } from './columns.ts'
import { layOut } from './items.ts'

const rows = [
  { id: '1', project: 'shop' },
  { id: '2', project: null },
  { id: '3', project: 'blog' },
  { id: '4', project: 'shop' },
]
const projectOf = (row: (typeof rows)[number]): string | null => row.project

test('ungrouped, rows are items as they come', () => {
  expect(layOut(rows, null, new Set()).map((item) => item.id)).toEqual(['1', '2', '3', '4'])
})

test('groups come by their first row, what is in none comes last', () => {
  const items = layOut(rows, projectOf, new Set())
  expect(items.map((item) => item.id)).toEqual(['group:shop', '1', '4', 'group:blog', '3', '2'])
  expect(items[0]).toMatchObject({ kind: 'group', label: 'shop', open: true, rows: [rows[0], rows[3]] })
})

test('a closed group shows its head only, and still knows its rows', () => {
  const items = layOut(rows, projectOf, new Set(['shop']))
  expect(items.map((item) => item.id)).toEqual(['group:shop', 'group:blog', '3', '2'])
  expect(items[0]).toMatchObject({ open: false, rows: [rows[0], rows[3]] })
})

test('texts sort as people do, numbers by size', () => {
  expect(['web-10', 'Web-2', 'api'].sort(compare)).toEqual(['api', 'Web-2', 'web-10'])
  expect([10, 9, -1].sort(compare)).toEqual([-1, 9, 10])
})

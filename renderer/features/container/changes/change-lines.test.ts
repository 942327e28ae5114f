import { expect, test } from 'vitest'
import type { FileChanges } from '../../../../electron/api/schema/container.ts'
import { changeTree, foundLines, openAtFirst, treeLines } from './change-lines.ts'

const changes: FileChanges = {
  changed: ['/etc', '/var/log'],
  added: ['/etc/b10', '/etc/b9', '/var/log/neu.log', '/zeta'],
  deleted: ['/bin/vi'],
  total: 7,
}
const all = new Set(['added', 'changed', 'deleted'] as const)

test('paths become a tree that knows how much is below', () => {
  const nodes = changeTree(changes, all)
  const etc = nodes.find(({ path }) => path === '/etc')
  expect(etc).toMatchObject({ kind: 'changed', below: 2 })
  expect(nodes.find(({ path }) => path === '/var')).toMatchObject({ kind: null, below: 2 })
  expect(treeLines(nodes, new Set(['/etc'])).map(({ id }) => id)).toEqual([
    '/bin',
    '/etc',
    '/etc/b9',
    '/etc/b10',
    '/var',
    '/zeta',
  ])
})

test('only what is open is in sight', () => {
  const lines = treeLines(changeTree(changes, all), new Set(['/var', '/var/log']))
  expect(lines.map(({ name, level, open }) => [name, level, open])).toEqual([
    ['bin', 1, false],
    ['etc', 1, false],
    ['var', 1, true],
    ['log', 2, true],
    ['neu.log', 3, null],
    ['zeta', 1, null],
  ])
})

test('kinds are left out with the folders that hold nothing else', () => {
  expect(changeTree(changes, new Set(['deleted'] as const)).map(({ path }) => path)).toEqual(['/bin'])
})

test('a search gives whole paths, whatever is open', () => {
  expect(foundLines(changes, all, 'LOG').map(({ name, node }) => [name, node.kind])).toEqual([
    ['/var/log', 'changed'],
    ['/var/log/neu.log', 'added'],
  ])
  expect(foundLines(changes, new Set(['added'] as const), 'vi')).toEqual([])
})

test('at first it is open down to where there is something to choose, but no crowd', () => {
  expect([...openAtFirst(changeTree(changes, all))].sort()).toEqual(['/bin', '/etc', '/var', '/var/log'])
  const crowd = { ...changes, added: Array.from({ length: 3000 }, (_, at) => `/srv/www/${at}`) }
  const open = openAtFirst(changeTree(crowd, all))
  expect(open.has('/srv')).toBe(true)
  expect(open.has('/srv/www')).toBe(false)
})

test('a hundred thousand paths are a matter of moments', () => {
  const many = Array.from({ length: 100_000 }, (_, at) => `/a/${at % 100}/${at}`)
  const nodes = changeTree({ changed: [], added: many, deleted: [], total: many.length }, all)
  expect(nodes[0]?.below).toBe(100_000)
  expect(treeLines(nodes, new Set(['/a', '/a/7']))).toHaveLength(1 + 100 + 1000)
})

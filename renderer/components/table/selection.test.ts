// @vitest-environment node
import { expect, test } from 'vitest'
import { allOrNone, extended, groupToggled, nothing, pruned, toggled } from './selection.ts'

const order = ['a', 'b', 'c', 'd']
const ids = (selection: { ids: ReadonlySet<string> }): string => [...selection.ids].sort().join('')

test('toggles, and remembers where a range would start', () => {
  const one = toggled(nothing, 'b')
  expect([ids(one), one.anchor]).toEqual(['b', 'b'])
  expect(ids(toggled(one, 'b'))).toBe('')
})

test('extends from the anchor, up and down, without moving it', () => {
  const down = extended(toggled(nothing, 'b'), 'd', order)
  expect([ids(down), down.anchor]).toEqual(['bcd', 'b'])
  expect(ids(extended(down, 'a', order))).toBe('abcd')
})

test('a range without a start is one row; one to nowhere is none', () => {
  expect(ids(extended(nothing, 'c', order))).toBe('c')
  expect(extended(nothing, 'gone', order)).toBe(nothing)
  expect(ids(extended({ ids: new Set(), anchor: 'gone' }, 'c', order))).toBe('c')
})

test('all, then none', () => {
  const all = allOrNone(toggled(nothing, 'b'), order)
  expect(ids(all)).toBe('abcd')
  expect(allOrNone(all, order)).toBe(nothing)
  expect(ids(allOrNone(nothing, []))).toBe('')
})

test('rows that went are not selected any more; without such it stays the same object', () => {
  const all = allOrNone(nothing, order)
  expect(ids(pruned(all, (id) => id !== 'c'))).toBe('abd')
  expect(pruned(all, () => true)).toBe(all)
})

test('a group is taken whole, or let go whole, beside what else is selected', () => {
  const group = [{ id: 'a' }, { id: 'b' }]
  const some = { ids: new Set(['b', 'x']), anchor: 'b' }
  const all = groupToggled(some, group)
  expect([...all.ids].sort()).toEqual(['a', 'b', 'x'])
  expect([...groupToggled(all, group).ids]).toEqual(['x'])
})

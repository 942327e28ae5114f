// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'
import { LiveTable } from './live-table.ts'

interface Row {
  id: string
  state: string
}

let frames: (() => void)[] = []
const byHand = (flush: () => void) => (): void => {
  frames.push(flush)
}
const frame = (): void => {
  for (const flush of frames.splice(0)) flush()
}

let table: LiveTable<Row>
beforeEach(() => {
  frames = []
  table = new LiveTable<Row>(byHand)
})

test('is not loaded until the whole table came', () => {
  expect(table.get()).toMatchObject({ loaded: false, rows: [] })
  table.apply({ kind: 'all', rows: [] })
  frame()
  expect(table.get().loaded).toBe(true)
})

test('a burst of changes is one change for who listens', () => {
  const heard = vi.fn()
  table.apply({ kind: 'all', rows: [{ id: 'a', state: 'running' }] })
  frame()
  table.subscribe(heard)
  for (let index = 0; index < 500; index += 1)
    table.apply({ kind: 'changed', row: { id: `r${index}`, state: 'running' } })
  expect(heard).not.toHaveBeenCalled()
  expect(table.get().rows).toHaveLength(1)
  frame()
  expect(table.get().rows).toHaveLength(501)
})

test('what was asked for without waiting is known at once', () => {
  table.apply({ kind: 'changed', row: { id: 'a', state: 'exited' } })
  expect(table.current('a')).toEqual({ id: 'a', state: 'exited' })
})

test('changes replace rows in their place, removals take them off', () => {
  table.apply({
    kind: 'all',
    rows: [
      { id: 'a', state: 'running' },
      { id: 'b', state: 'running' },
    ],
  })
  table.apply({ kind: 'changed', row: { id: 'a', state: 'exited' } })
  table.apply({ kind: 'removed', id: 'b' })
  frame()
  expect(table.get().rows).toEqual([{ id: 'a', state: 'exited' }])
  expect(table.get().byId.has('b')).toBe(false)
})

test('a whole table heals what was missed while nobody was connected', () => {
  table.apply({ kind: 'all', rows: [{ id: 'old', state: 'running' }] })
  table.apply({ kind: 'all', rows: [{ id: 'new', state: 'running' }] })
  frame()
  expect(table.get().rows.map((row) => row.id)).toEqual(['new'])
})

test('a snapshot that was handed out stays as it was', () => {
  table.apply({ kind: 'all', rows: [{ id: 'a', state: 'running' }] })
  frame()
  const before = table.get()
  table.apply({ kind: 'removed', id: 'a' })
  frame()
  expect(before.rows).toHaveLength(1)
  expect(before.byId.size).toBe(1)
})

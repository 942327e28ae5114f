import { expect, it } from 'vitest'
import { LiveTable } from './live-table.ts'

interface Row {
  id: string
  value: number
}

const never = new AbortController().signal

it('tells the whole first, then the newest of each row that changed', async () => {
  const table = new LiveTable<Row>({ loaded: false })
  const changes = table.watch(never)
  const first = changes.next()
  table.set({ id: 'early', value: 0 })
  table.replace([
    { id: 'a', value: 1 },
    { id: 'b', value: 1 },
  ])
  expect((await first).value).toEqual({ kind: 'all', rows: table.rows() })

  for (let value = 2; value <= 100; value += 1) table.set({ id: 'a', value })
  table.delete('b')
  table.set({ id: 'c', value: 1 })
  expect((await changes.next()).value).toEqual({ kind: 'changed', row: { id: 'a', value: 100 } })
  expect((await changes.next()).value).toEqual({ kind: 'removed', id: 'b' })
  expect((await changes.next()).value).toEqual({ kind: 'changed', row: { id: 'c', value: 1 } })

  table.set({ id: 'a', value: 101 })
  table.replace([{ id: 'd', value: 1 }])
  expect((await changes.next()).value).toEqual({ kind: 'all', rows: [{ id: 'd', value: 1 }] })
  await changes.return()
})

it('takes a row that is the same for no news, and the removal of none too', () => {
  const table = new LiveTable<Row>({ loaded: true })
  const told: (string | null)[] = []
  table.changed.subscribe((id) => told.push(id))
  table.set({ id: 'a', value: 1 })
  table.set({ id: 'a', value: 1 })
  table.delete('b')
  expect(told).toEqual(['a'])
})

it('tells when the first watcher comes and the last has gone', async () => {
  const told: boolean[] = []
  const table = new LiveTable<Row>({ loaded: true, watched: (watched) => told.push(watched) })
  const leave = new AbortController()
  const one = table.watch(leave.signal)
  const two = table.watch(never)
  await one.next()
  await two.next()
  const end = one.next()
  leave.abort()
  expect(await end).toEqual({ done: true, value: undefined })
  expect(told).toEqual([true])
  await two.return()
  expect(told).toEqual([true, false])
})

it('makes later watchers wait once what is here is not believed any more', async () => {
  const table = new LiveTable<Row>({ loaded: true })
  table.set({ id: 'old', value: 1 })
  table.unload()
  const loaded = table.whenLoaded(never)
  const changes = table.watch(never)
  const first = changes.next()
  table.replace([])
  expect((await first).value).toEqual({ kind: 'all', rows: [] })
  await loaded
  await table.whenLoaded(never)
  await changes.return()
})

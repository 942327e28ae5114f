import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { silent } from '../base/log.ts'
import { FakeEngine } from '../../tests/fakes/engine.ts'
import { engineClient } from './client.ts'
import { Connection } from './connection.ts'
import type { EngineEvent } from './events.ts'
import { LiveCache } from './live-cache.ts'

interface Row {
  id: string
  value: number
}

const never = new AbortController().signal
let fake: FakeEngine
let connection: Connection
/** what the engine has */
let held: Map<string, number>
let asked: string[]
let cache: LiveCache<Row>

beforeEach(async () => {
  fake = await FakeEngine.start()
  fake.on('/events', (_request, response) => response.flushHeaders())
  connection = new Connection(engineClient(fake.socketPath), silent)
  held = new Map([['a', 1]])
  asked = []
  cache = new LiveCache<Row>(
    connection,
    silent,
    {
      all: async () => {
        asked.push('all')
        return [...held].map(([id, value]) => ({ id, value }))
      },
      some: async (ids) => {
        asked.push(ids.join())
        return ids.flatMap((id) => (held.has(id) ? [{ id, value: held.get(id) ?? 0 }] : []))
      },
      heard: ({ type, id, action }) =>
        type === 'thing' ? { id, gone: action === 'destroy', early: action === 'pause' } : null,
    },
    0,
  )
  connection.attach()
  if (!connection.state.answering) await connection.states.follow(never).next()
})
afterEach(async () => {
  connection.detach()
  await fake.stop()
})

function hear(type: string, action: string, id: string): void {
  const event: EngineEvent = { type, action, detail: '', id, attributes: {}, time: '', nano: 0 }
  connection.events.publish(event)
}

it('asks for nothing while nobody looks', async () => {
  hear('thing', 'start', 'a')
  expect(asked).toEqual([])
  const changes = cache.table.watch(never)
  expect((await changes.next()).value).toEqual({ kind: 'all', rows: [{ id: 'a', value: 1 }] })
  await changes.return()
  // Once it has let go, who looks gets what is there then.
  held.set('a', 2)
  await vi.waitFor(async () => {
    const again = cache.table.watch(never)
    const first = await again.next()
    await again.return()
    expect(first.value).toEqual({ kind: 'all', rows: [{ id: 'a', value: 2 }] })
  })
  expect(asked).toEqual(['all', 'all'])
})

it('asks about what events name, and takes what is gone away', async () => {
  const changes = cache.table.watch(never)
  await changes.next()
  held.set('b', 7)
  hear('other', 'start', 'x')
  hear('thing', 'start', 'b')
  expect((await changes.next()).value).toEqual({ kind: 'changed', row: { id: 'b', value: 7 } })
  held.delete('b')
  hear('thing', 'destroy', 'b')
  expect((await changes.next()).value).toEqual({ kind: 'removed', id: 'b' })
  held.delete('a')
  hear('thing', 'die', 'a')
  expect((await changes.next()).value).toEqual({ kind: 'removed', id: 'a' })
  expect(asked.filter((what) => what === 'all').length).toBe(1)
  await changes.return()
})

it('keeps what was seen while the engine is lost, and lists anew when it is back', async () => {
  const changes = cache.table.watch(never)
  await changes.next()
  await fake.kill()
  while (connection.state.answering) await connection.states.follow(never).next()
  const meanwhile = cache.table.watch(never)
  expect((await meanwhile.next()).value).toEqual({ kind: 'all', rows: [{ id: 'a', value: 1 }] })
  held.set('a', 3)
  await fake.listen()
  expect((await changes.next()).value).toEqual({ kind: 'all', rows: [{ id: 'a', value: 3 }] })
  await changes.return()
  await meanwhile.return()
})

it('is kept live by who holds it', async () => {
  const release = cache.hold()
  await cache.table.whenLoaded(never)
  expect(cache.table.rows()).toEqual([{ id: 'a', value: 1 }])
  release()
})

it('asks twice about what the engine says before its lists do', async () => {
  const ends = new AbortController()
  const changes = cache.table.watch(ends.signal)
  await changes.next()
  hear('thing', 'pause', 'a')
  await vi.waitFor(() => expect(asked).toEqual(['all', 'a']))
  held.set('a', 2)
  await expect(changes.next()).resolves.toEqual({
    done: false,
    value: { kind: 'changed', row: { id: 'a', value: 2 } },
  })
  expect(asked).toEqual(['all', 'a', 'a'])
  ends.abort()
})

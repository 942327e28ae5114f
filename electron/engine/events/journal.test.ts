import { beforeEach, expect, it } from 'vitest'
import { mostBackground, mostEvents } from '../../api/schema/events.ts'
import { Topic } from '../../base/topic.ts'
import type { EngineEvent } from '../events.ts'
import { Journal } from './journal.ts'
import type { Heard } from './thread.ts'

const heard = new Topic<Heard>()
let journal: Journal
beforeEach(() => {
  journal = new Journal({ heard })
})

function hear(change: Partial<EngineEvent>, how: Partial<Heard> = {}): void {
  const event = {
    type: 'container',
    action: 'start',
    detail: '',
    id: 'abc',
    attributes: {},
    time: 'T',
    nano: 0,
  }
  heard.publish({ event: { ...event, ...change }, broken: false, past: false, ...how })
}
const actions = (): string[] => journal.after(0).map(({ type, action }) => `${type} ${action}`)

it('keeps events with the name and the project of their object', () => {
  hear({ attributes: { name: 'web', 'com.docker.compose.project': 'shop' } })
  hear({ type: 'volume', action: 'create', id: 'data', attributes: { driver: 'local' } })
  expect(journal.after(0)).toMatchObject([
    { id: '1', number: 1, object: 'abc', name: 'web', composeProject: 'shop' },
    {
      id: '2',
      number: 2,
      object: 'data',
      name: 'data',
      composeProject: null,
      attributes: { driver: 'local' },
    },
  ])
  expect(journal.after(1)).toHaveLength(1)
})

it('never tells of helpers: not by their label, nor by what they do to volumes and networks', () => {
  const helper = { 'berth.helper': 'data', name: 'odd_name' }
  hear({ type: 'image', action: 'tag', id: 'sha256:1', attributes: { 'berth.helper': '1' } })
  hear({ type: 'image', action: 'delete', id: 'sha256:1' })
  hear({ action: 'create', id: 'helper', attributes: helper })
  hear({ type: 'volume', action: 'mount', id: 'data', attributes: { container: 'helper' } })
  hear({ type: 'network', action: 'connect', id: 'none', attributes: { container: 'helper' } })
  hear({ action: 'exec_start', id: 'helper', attributes: helper })
  hear({ type: 'volume', action: 'mount', id: 'data', attributes: { container: 'web' } })
  expect(actions()).toEqual(['volume mount'])
  expect(journal.newest).toBe(1)
})

it('says where some may be missing', () => {
  hear({})
  hear({ action: 'die' }, { broken: true })
  expect(actions()).toEqual(['container start', 'berth gap', 'container die'])
})

it('keeps the rare ones, however many health checks there are', () => {
  hear({ action: 'oom' })
  for (let n = 0; n < 2 * mostBackground; n += 1) hear({ action: 'exec_start', id: String(n) })
  expect(journal.after(0)).toHaveLength(1 + mostBackground)
  expect(actions()[0]).toBe('container oom')
  // And tells them first when only so many can be told.
  expect(journal.after(0, 1).map(({ action }) => action)).toEqual(['oom'])
  for (let n = 0; n < 2 * mostEvents; n += 1) hear({})
  expect(journal.after(0)).toHaveLength(mostEvents + mostBackground)
})

it('bounds what an event of a guest may take', () => {
  const attributes = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`${n}`, 'x'.repeat(5000)]))
  for (let n = 0; n < 500; n += 1) hear({ attributes, id: 'y'.repeat(512) })
  const rows = journal.after(0)
  expect(Object.keys(rows[0]!.attributes)).toHaveLength(64)
  expect(rows[0]!.attributes['1']).toHaveLength(1024)
  expect(JSON.stringify(rows).length).toBeLessThan(9 * 2 ** 20)
  expect(rows.at(-1)!.number).toBe(500)
})

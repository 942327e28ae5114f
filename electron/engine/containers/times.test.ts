import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import { engineClient } from '../client.ts'
import type { EngineEvent } from '../events.ts'
import { noTimes } from './row.ts'
import { ContainerTimes, timeOf } from './times.ts'

let engine: FakeEngine
let times: ContainerTimes
const never = new AbortController().signal

beforeEach(async () => {
  engine = await FakeEngine.start()
  engine.on('/containers/', (request, response) => {
    const id = request.url?.split('/')[2] ?? ''
    if (id === 'gone') response.writeHead(404)
    const State = { StartedAt: `2026-08-01T12:00:0${id.length}Z`, FinishedAt: '0001-01-01T00:00:00Z' }
    response.end(JSON.stringify({ State }))
  })
  times = new ContainerTimes(engineClient(engine.socketPath))
})
afterEach(() => engine.stop())

const row = (id: string, state: ContainerRow['state']): ContainerRow => ({ id, state }) as ContainerRow
const event = (id: string, action: string, time: string): EngineEvent => ({
  type: 'container',
  action,
  detail: '',
  id,
  attributes: {},
  time,
  nano: 0,
})

it('learns from events', () => {
  expect(times.of('a')).toEqual(noTimes)
  times.note(event('a', 'start', 'T1'))
  times.note(event('a', 'die', 'T2'))
  times.note(event('a', 'rename', 'T3'))
  expect(times.of('a')).toEqual({ startedAt: 'T1', finishedAt: 'T2' })
  times.note(event('a', 'destroy', 'T4'))
  expect(times.of('a')).toEqual(noTimes)
})

it('inspects what is not known, those that run first, and each once', async () => {
  const found: string[] = []
  times.note(event('known', 'start', 'T1'))
  const rows = [
    row('aa', 'exited'),
    row('new', 'created'),
    row('known', 'running'),
    row('gone', 'exited'),
    row('a', 'running'),
  ]
  await times.fill(rows, never, (id) => found.push(id))
  expect(engine.requests[0]).toBe('GET /containers/a/json')
  expect([...found].sort()).toEqual(['a', 'aa'])
  expect(times.of('aa')).toEqual({ startedAt: '2026-08-01T12:00:02.000Z', finishedAt: null })
  const asked = engine.requests.length
  await times.fill([row('a', 'running')], never, (id) => found.push(id))
  expect(engine.requests.length).toBe(asked)
})

it('believes an event more than an answer that was under way', async () => {
  engine.on('/containers/a/', (_request, response) => {
    times.note(event('a', 'start', 'newer'))
    response.end(JSON.stringify({ State: { StartedAt: '2026-08-01T12:00:00Z' } }))
  })
  await times.fill([row('a', 'running')], never, () => undefined)
  expect(times.of('a').startedAt).toBe('newer')
})

it('inspects anew after a gap, but shows the old meanwhile', async () => {
  times.note(event('a', 'start', 'old'))
  times.note(event('removed', 'start', 'old'))
  times.distrust(new Set(['a']))
  expect(times.of('a').startedAt).toBe('old')
  expect(times.of('removed')).toEqual(noTimes)
  await times.fill([row('a', 'running')], never, () => undefined)
  expect(times.of('a').startedAt).toBe('2026-08-01T12:00:01.000Z')
})

it.each([null, undefined, '', 'yesterday', '0001-01-01T00:00:00Z'])('takes %j for never', (text) => {
  expect(timeOf(text)).toBeNull()
})

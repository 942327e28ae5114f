import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import { silent } from '../../base/log.ts'
import { engineClient, type EngineClient } from '../client.ts'
import { Connection } from '../connection.ts'
import { DiskUse } from './disk-use.ts'

const never = new AbortController().signal
let engine: FakeEngine
let client: EngineClient
let connection: Connection

beforeEach(async () => {
  engine = await FakeEngine.start()
  engine.on('/events', (_request, response) => response.flushHeaders())
  client = engineClient(engine.socketPath)
  connection = new Connection(client, silent)
  connection.attach()
  while (!connection.state.answering) await connection.states.follow(never).next()
})
afterEach(async () => {
  connection.detach()
  await engine.stop()
})

const asked = (): number => engine.requests.filter((line) => line.includes('/system/df')).length
const started = { type: 'container', action: 'start', id: 'a', detail: '', attributes: {}, time: '', nano: 0 }

test('the engine is let go when nobody waits for its answer any more, and asked again by who comes then', async () => {
  const gone = Promise.withResolvers<undefined>()
  const came = Promise.withResolvers<undefined>()
  engine.on('/system/df', (request) => {
    came.resolve(undefined)
    request.once('close', () => gone.resolve(undefined))
  })
  const use = new DiskUse(client, connection)
  const leave = new AbortController()
  const views = use.watch(leave.signal)
  expect((await views.next()).value?.parts.every(({ measuring }) => measuring)).toBe(true)
  await came.promise
  leave.abort()
  await gone.promise
  engine.json('/system/df', { VolumeUsage: { Items: [] } })
  expect((await use.measure('volumes', never)).value.items).toEqual([])
})

test('one measure serves all who ask at once; one that began before a change does not serve who asks after it', async () => {
  const answers: (() => void)[] = []
  const arrived: (() => void)[] = []
  engine.on('/system/df', (_request, response) => {
    answers.push(() => response.end(JSON.stringify({ VolumeUsage: { Items: [] } })))
    arrived.splice(0).forEach((tell) => tell())
  })
  const use = new DiskUse(client, connection)
  const one = use.measure('volumes', never)
  const two = use.measure('volumes', never)
  while (answers.length < 1) await new Promise<void>((tell) => arrived.push(tell))
  expect(asked()).toBe(1)
  connection.events.publish(started)
  const later = use.measure('volumes', never)
  while (answers.length < 2) await new Promise<void>((tell) => arrived.push(tell))
  answers.forEach((answer) => answer())
  expect((await one).at).toBe((await two).at)
  expect((await later).changes).toBeGreaterThan((await one).changes)
  expect(asked()).toBe(2)
})

test('what is young and unchanged is not measured again; what is old, or changed, is', async () => {
  engine.json('/system/df', { VolumeUsage: { Items: [] } })
  let now = Date.parse('2026-01-01T00:00:00Z')
  const use = new DiskUse(client, connection, () => now)
  await use.recent('volumes', never)
  now += 59_000
  await use.recent('volumes', never)
  expect(asked()).toBe(1)
  now += 2000
  await use.recent('volumes', never)
  expect(asked()).toBe(2)
  connection.events.publish(started)
  await use.recent('volumes', never)
  expect(asked()).toBe(3)
})

test('a kind that cannot be measured says why, and what was known of it stays', async () => {
  engine.json('/system/df', { VolumeUsage: { Items: [{ Name: 'data', UsageData: { Size: 5 } }] } })
  const use = new DiskUse(client, connection)
  await use.measure('volumes', never)
  engine.json('/system/df', { message: 'a disk usage operation is already running' }, 409)
  connection.events.publish(started)
  await expect(use.measure('volumes', never)).rejects.toMatchObject({ code: 'conflict' })
  const ends = new AbortController()
  const views = use.watch(ends.signal)
  const volumes = (await views.next()).value?.parts.find(({ kind }) => kind === 'volumes')
  ends.abort()
  expect(volumes?.measure).toMatchObject({ count: 1, totalBytes: 5 })
  expect(volumes?.changed).toBe(true)
  expect(volumes?.error?.message).toMatch(/measure the volumes: a disk usage operation is already running/)
})

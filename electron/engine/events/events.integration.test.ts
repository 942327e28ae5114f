import { afterAll, beforeAll, expect, test } from 'vitest'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import type { EventRow } from '../../api/schema/events.ts'

let room: EngineRoom
beforeAll(async () => {
  room = await EngineRoom.open()
})
afterAll(() => room.close())

/** Follows the events as a page does, until one of them is as asked; resolves with all so far. */
async function until(what: string, is: (row: EventRow) => boolean): Promise<EventRow[]> {
  const signal = AbortSignal.timeout(60_000)
  const rows: EventRow[] = []
  for await (const message of room.engine.events.watch(signal)) {
    rows.push(...message.events)
    if (rows.some(is)) return rows
    if (message.kind === 'more') room.engine.events.took('', message.number)
  }
  throw new Error(
    `${what} was not heard:\n${rows.map((row) => `${row.type} ${row.action} ${row.name}`).join('\n')}`,
  )
}
const lines = (rows: readonly EventRow[], name: string): string[] =>
  rows.filter((row) => row.name === name).map(({ action, detail }) => `${action} ${detail}`.trim())

test.skipIf(!canRunEngine)(
  'what happened before anybody listened is there, and what happens comes',
  async () => {
    const id = await room.run('web', ['sh', '-c', 'exit 3'], {
      labels: { 'com.docker.compose.project': 'shop' },
    })
    const rows = await until('the end of web', ({ action, name }) => action === 'die' && name === 'web')
    // Loaded before the room was attached.
    expect(rows.some(({ type, action }) => type === 'image' && action === 'load')).toBe(true)
    expect(lines(rows, 'web')).toEqual(['create', 'start', 'die'])
    const died = rows.find(({ action }) => action === 'die')
    expect(died).toMatchObject({ object: id, composeProject: 'shop', attributes: { exitCode: '3' } })
    expect(Math.abs(Date.parse(died!.time) - Date.now())).toBeLessThan(60_000)
  },
)

test.skipIf(!canRunEngine)('Berth’s own helpers are never among them', async () => {
  await room.client.json({
    doing: 'create data',
    method: 'POST',
    path: '/volumes/create',
    body: { Name: 'data' },
  })
  const place = { kind: 'volume', name: 'data' } as const
  for await (const part of room.engine.files.list(
    place,
    '/',
    { limitBytes: null },
    AbortSignal.timeout(60_000),
  ))
    expect(part).toBeDefined()
  await room.run('after', ['true'])
  const rows = await until('the end of after', ({ action, name }) => action === 'die' && name === 'after')
  expect(rows.filter((row) => row.type === 'volume').map(({ action }) => action)).toEqual(['create'])
  expect(rows.filter((row) => row.name.includes('helper') || row.attributes['berth.helper'])).toEqual([])
  expect(rows.filter(({ action }) => action.startsWith('exec'))).toEqual([])
})

test.skipIf(!canRunEngine)('an engine that comes back goes on in the same list', async () => {
  const before = await until('the past', ({ action }) => action === 'load')
  await room.native.kill()
  await room.untilAnswering(false)
  expect((await until('the past', ({ action }) => action === 'load')).length).toBeGreaterThanOrEqual(
    before.length,
  )
  await room.native.restart()
  await room.untilAnswering(true)
  await room.run('back', ['true'])
  const rows = await until('the end of back', ({ action, name }) => action === 'die' && name === 'back')
  expect(lines(rows, 'back')).toEqual(['create', 'start', 'die'])
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1))
  // What happened between, nobody can tell.
  expect(rows.filter(({ type }) => type === 'berth')).toHaveLength(1)
})

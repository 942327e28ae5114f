import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { EngineRoom, WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import type { Notice } from '../../api/schema/notices.ts'

let room: EngineRoom
let notices: WatchedTable<Notice>
beforeAll(async () => {
  room = await EngineRoom.open()
  notices = room.notices()
})
afterAll(() => room.close())

const post = (path: string, query: Record<string, string | number> = {}): Promise<unknown> =>
  room.client.json({ doing: path, method: 'POST', path, query })
const of = (rows: readonly Notice[], name: string) =>
  rows.flatMap(({ kind, containers }) =>
    containers.filter((each) => each.name === name).map((each) => ({ kind, ...each })),
  )

test.skipIf(!canRunEngine)('a container that fails is told, with its code and its last line', async () => {
  const id = await room.run('fails', [
    'sh',
    '-c',
    'echo first; printf "\\033[31mpanic: no disk\\033[0m\\n"; exit 3',
  ])
  const rows = await notices.until('fails is told', (all) => of(all, 'fails')[0]?.line != null)
  expect(of(rows, 'fails')).toMatchObject([
    { kind: 'died', id, exitCode: 3, count: 1, line: 'panic: no disk' },
  ])
})

test.skipIf(!canRunEngine)('want of memory is told once, as what it is', async () => {
  await room.run('hungry', ['sh', '-c', 'a=x; while true; do a=$a$a; done'], { memoryBytes: 16e6 })
  const rows = await notices.until('hungry is told', (all) => of(all, 'hungry').length > 0)
  expect(of(rows, 'hungry')).toMatchObject([{ kind: 'oom', exitCode: 137 }])
})

test.skipIf(!canRunEngine)('who turns unhealthy is told', async () => {
  const healthcheck = { command: 'test -f /ok', intervalMs: 300 }
  const id = await room.run('ill', ['sleep', '600'], { healthcheck })
  await notices.until('ill is told', (all) => of(all, 'ill').some(({ kind }) => kind === 'unhealthy'))
  await room.client.json({ doing: 'rm', method: 'DELETE', path: `/containers/${id}`, query: { force: true } })
})

test.skipIf(!canRunEngine)('what anybody asked for is not told, nor a job that ends well', async () => {
  const stopped = await room.run('stopped', ['sleep', '600'])
  const killed = await room.run('killed', ['sleep', '600'])
  const removed = await room.run('removed', ['sleep', '600'])
  const restarted = await room.run('restarted', ['sleep', '600'])
  await room.ended(await room.run('done', ['true']))
  await post(`/containers/${stopped}/stop`, { t: 1 })
  await post(`/containers/${killed}/kill`)
  await room.client.json({
    doing: 'rm',
    method: 'DELETE',
    path: `/containers/${removed}`,
    query: { force: true },
  })
  await post(`/containers/${restarted}/restart`, { t: 0 })
  // One who is to be told comes last: by then the others would have been.
  await room.run('sentinel', ['sh', '-c', 'exit 9'])
  const rows = await notices.until('the sentinel is told', (all) => of(all, 'sentinel').length > 0)
  for (const name of ['stopped', 'killed', 'removed', 'restarted', 'done']) expect(of(rows, name)).toEqual([])
})

test.skipIf(!canRunEngine)('a restart loop is one notice that counts; muted, it is quiet', async () => {
  const id = await room.run('loops', ['sh', '-c', 'exit 1'], { restart: 'always' })
  const rows = await notices.until('it loops', (all) => (of(all, 'loops')[0]?.count ?? 0) >= 4)
  expect(of(rows, 'loops')).toHaveLength(1)
  await room.engine.notices.mute({ container: 'loops' }, true)
  await room.engine.notices.dismiss(null)
  await post(`/containers/${id}/restart`, { t: 0 })
  await room.run('other', ['sh', '-c', 'exit 9'])
  const after = await notices.until('another is told', (all) => of(all, 'other').length > 0)
  expect(of(after, 'loops')).toEqual([])
  const choices = await room.engine.notices.choices(AbortSignal.timeout(1000)).next()
  expect(choices.value).toMatchObject({ containers: ['loops'] })
  await room.client.json({ doing: 'rm', method: 'DELETE', path: `/containers/${id}`, query: { force: true } })
})

test.skipIf(!canRunEngine)('an engine that ends in order alarms nobody', async () => {
  await room.engine.notices.dismiss(null)
  await room.run('stays', ['sleep', '600'])
  await room.native.restart()
  await room.untilAnswering(true)
  await room.run('late', ['sh', '-c', 'exit 4'])
  const rows = await notices.until('late is told', (all) => of(all, 'late').length > 0)
  expect(of(rows, 'stays')).toEqual([])
})

test.skipIf(!canRunEngine)('a new host knows what was told, and tells none of it again', async () => {
  const ids = notices.rows.map(({ id }) => id)
  expect(of(notices.rows, 'late')).toHaveLength(1)
  const file = path.join(room.native.dir, 'notice-list.json')
  await expect.poll(() => readFile(file, 'utf8'), { timeout: 10_000 }).toContain(ids.at(-1))
  const ends = new AbortController()
  const next = room.nextHost()
  next.attach()
  try {
    const table = new WatchedTable<Notice>((until) => next.notices.watch(until), ends.signal)
    const first = await table.until('they are there', (all) => all.length > 0)
    expect(first.map(({ id }) => id)).toEqual(ids)
    await room.run('newer', ['sh', '-c', 'exit 5'])
    const rows = await table.until('newer is told', (all) => of(all, 'newer').length > 0)
    // The engine remembers that one, too, and tells of it to whoever asks.
    expect(of(rows, 'late')).toMatchObject([{ count: 1 }])
  } finally {
    ends.abort()
    next.detach()
  }
})

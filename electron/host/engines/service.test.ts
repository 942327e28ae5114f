import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EngineRow, EnginesView } from '../../api/schema/engines.ts'
import type { Job } from '../../api/schema/jobs.ts'
import type { Services } from '../../api/services/index.ts'
import { LiveTable } from '../../base/live-table.ts'
import { silent } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import type { EngineState } from '../../engine/index.ts'
import { EngineChoice } from './choice.ts'
import type { ListedEngine } from './list.ts'
import { HostEngines, type OpenedEngine } from './service.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-engines-'))
})
afterEach(() => rm(dir, { recursive: true }))

const silence: EngineState = {
  answering: false,
  since: '2026-01-01T00:00:00.000Z',
  version: null,
  apiVersion: null,
  os: null,
  windows: null,
  reason: '',
}

function listed(name: string, change: Partial<EngineRow> = {}, socket = `/${name}.sock`): ListedEngine {
  const row = {
    id: `context:${name}`,
    name,
    context: name,
    kind: 'unix',
    where: socket,
    computer: null,
    refused: null,
  } as const
  return { row: { ...row, ...change }, endpoint: change.refused ? null : { kind: 'unix', path: socket } }
}

/** An engine that is not there, with a list of jobs. */
class FakeVisit implements OpenedEngine {
  closed = false
  readonly jobs = new LiveTable<Job>({ loaded: true })
  readonly connection = { state: silence, states: new Topic<EngineState>() }
  readonly engine = {
    connection: this.connection,
    jobs: { watch: (signal: AbortSignal) => this.jobs.watch(signal) },
  } as unknown as OpenedEngine['engine']
  readonly services = { ports: this } as unknown as OpenedEngine['services']
  async close(): Promise<void> {
    this.closed = true
  }
}

class Desk {
  list: ListedEngine[] | null = [listed('attic'), listed('open', { refused: 'not-encrypted' })]
  readonly visits: FakeVisit[] = []
  readonly engines = this.host()

  /** Another host of the same home. */
  host(): HostEngines {
    return new HostEngines({
      own: {
        services: { ports: 'own' } as unknown as Services,
        engine: { connection: { state: silence, states: new Topic() } },
        where: '/berth.sock',
      },
      list: async () => this.list ?? Promise.reject(new Error('docker has gone')),
      open: async () => {
        const visit = new FakeVisit()
        this.visits.push(visit)
        return visit
      },
      choice: new EngineChoice(path.join(dir, 'engine.json')),
      windows: null,
      log: silent,
    })
  }
}

const view = async ({ engines }: Services): Promise<EnginesView> => {
  const over = new AbortController()
  for await (const now of engines.watch(over.signal)) return now
  throw new Error('nothing was told')
}
const use = (desk: Desk, id: string): Promise<void> => desk.engines.services.engines.use(id)

test('who connected before a switch keeps the engine it spoke with, and is told of the other', async () => {
  const desk = new Desk()
  const before = desk.engines.services
  await before.engines.use('context:attic')
  const after = desk.engines.services
  expect([before.ports, after.ports]).toEqual(['own', desk.visits[0]])
  expect(await view(before)).toMatchObject({ here: 'berth', current: { name: 'attic' } })
  expect(await view(after)).toMatchObject({ here: 'context:attic', current: { name: 'attic' } })
  expect(desk.engines.ownServices.ports).toBe('own')
  await use(desk, 'berth')
  expect(await view(before)).toMatchObject({ here: 'berth', current: { id: 'berth' } })
  expect(desk.engines.services.ports).toBe('own')
})

test('only what is on the list is opened', async () => {
  const desk = new Desk()
  await expect(use(desk, 'context:gone')).rejects.toMatchObject({ code: 'not-found' })
  await expect(use(desk, 'unix:///etc/other.sock')).rejects.toMatchObject({ code: 'not-found' })
  await expect(use(desk, 'context:open')).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('no TLS') as string,
  })
  expect(desk.visits).toEqual([])
  expect(await view(desk.engines.services)).toMatchObject({ current: { id: 'berth' } })
})

test('what it is tells until it has answered, or has not', async () => {
  const desk = new Desk()
  await use(desk, 'context:attic')
  expect((await view(desk.engines.services)).state).toMatchObject({ answering: false, reason: null })
  const [visit] = desk.visits
  if (!visit) throw new Error('nothing was opened')
  const told = desk.engines.services.engines.watch(AbortSignal.timeout(5000))[Symbol.asyncIterator]()
  await told.next()
  await told.next()
  visit.connection.state = { ...silence, answering: true, reason: null, os: 'windows' }
  visit.connection.states.publish(visit.connection.state)
  expect((await told.next()).value).toMatchObject({ state: { answering: true, os: 'windows' } })
})

test('the rooms of an engine that was left go, but not before its long work is done', async () => {
  const desk = new Desk()
  await use(desk, 'context:attic')
  const [visit] = desk.visits
  const job = { id: '1', state: 'running' } as Job
  visit?.jobs.set(job)
  await use(desk, 'berth')
  await use(desk, 'context:attic')
  expect(desk.visits).toHaveLength(1)
  await use(desk, 'berth')
  expect(visit?.closed).toBe(false)
  visit?.jobs.set({ ...job, state: 'done' })
  await vi.waitFor(() => expect(visit?.closed).toBe(true))
  await use(desk, 'context:attic')
  expect(desk.visits).toHaveLength(2)
  await desk.engines.close()
  expect(desk.visits[1]?.closed).toBe(true)
})

test('a context that leads elsewhere now is opened anew', async () => {
  const desk = new Desk()
  await use(desk, 'context:attic')
  desk.list = [listed('attic', {}, '/other.sock')]
  await use(desk, 'context:attic')
  expect(desk.visits.map(({ closed }) => closed)).toEqual([true, false])
})

test('the next host goes on with the choice, or says that it is gone', async () => {
  const desk = new Desk()
  await use(desk, 'context:attic')
  const next = desk.host()
  await next.restore()
  expect(await view(next.services)).toMatchObject({ current: { name: 'attic' }, missing: null })
  desk.list = null
  const blind = desk.host()
  await blind.restore()
  expect(await view(blind.services)).toMatchObject({ current: { id: 'berth' }, missing: 'attic' })
  desk.list = [listed('attic')]
  const later = desk.host()
  await later.restore()
  expect(await view(later.services)).toMatchObject({ current: { name: 'attic' } })
  await later.services.engines.use('berth')
  const last = desk.host()
  await last.restore()
  expect(await view(last.services)).toMatchObject({ current: { id: 'berth' }, missing: null })
})

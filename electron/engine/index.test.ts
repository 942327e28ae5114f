import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeEngine } from '../../tests/fakes/engine.ts'
import type { EngineService } from '../api/services/index.ts'
import { silent } from '../base/log.ts'
import { createEngine, type Engine } from './index.ts'

const never = new AbortController().signal
let fake: FakeEngine
let engine: Engine

beforeEach(async () => {
  fake = await FakeEngine.start()
  fake.on('/events', (_request, response) => response.flushHeaders())
  engine = createEngine({
    socketPath: fake.socketPath,
    log: silent,
    dockerConfigDir: '/nonexistent',
    docker: { run: async () => ({ code: 0, lastWords: [] }) },
    openedProjects: '/nonexistent/projects.json',
    notices: { choices: '/nonexistent/notices.json', list: '/nonexistent/notice-list.json' },
  })
})
afterEach(async () => {
  engine.detach()
  await fake.stop()
})

async function attached(): Promise<void> {
  engine.attach()
  while (!engine.connection.state.answering) await engine.connection.states.follow(never).next()
}

it('fulfils the contract, and refuses everything while the machine is not there', async () => {
  const service: EngineService = engine
  const size = { columns: 80, rows: 24 }
  const logs = service.logs.follow(
    { of: { containers: ['web'] }, tail: 1, follow: false, since: null, until: null, after: {} },
    never,
  )
  const terminal = service.terminals.open(
    { id: 'web', command: null, user: null, attach: false, size },
    never,
  )
  for (const refused of [
    service.containers.detail('web', { size: false }),
    service.containers.act('web', 'start'),
    service.containers.remove('web', { force: false, volumes: false }),
    service.images.remove('alpine', { force: false }),
    service.images.pull('alpine'),
    service.images.push('alpine'),
    service.images.sizes(),
    service.registries.test('docker.io'),
    logs[Symbol.asyncIterator]().next(),
    terminal[Symbol.asyncIterator]().next(),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'not-running' })
  expect(fake.requests).toEqual([])
})

it('names the container that uses an image, if it is on the list', async () => {
  const id = 'ab'.repeat(32)
  fake.json('/containers/json', [{ Id: id, Names: ['/web'], State: 'running' }])
  fake.json('/images/', { message: `conflict - container ${id.slice(0, 12)} is using it` }, 409)
  await attached()
  const watch = engine.containers.watch(never)
  expect((await watch.next()).value).toMatchObject({ kind: 'all', rows: [{ id, name: 'web' }] })
  await expect(engine.images.remove('alpine', { force: false })).rejects.toMatchObject({
    hint: 'Remove the container "web" first, or remove the image by force.',
  })
  await watch.return()
})

it('shows images with those who use them, never without', async () => {
  fake.json('/images/json', [{ Id: 'sha256:aa', RepoTags: ['alpine:latest'] }])
  let list: () => void = () => undefined
  fake.json('/containers/json?filters', [])
  fake.on('/containers/json?all', (_request, response) => {
    list = () =>
      response.end(JSON.stringify([{ Id: 'ab'.repeat(32), Names: ['/web'], ImageID: 'sha256:aa' }]))
  })
  await attached()
  const watch = engine.images.watch(never)
  const first = watch.next()
  while (!fake.requests.some((request) => request.includes('/containers/json?all')))
    await new Promise(setImmediate)
  list()
  expect((await first).value).toMatchObject({ kind: 'all', rows: [{ id: 'sha256:aa', usedBy: ['web'] }] })
  await watch.return()
})

it('keeps a pull as a job, which needs no page', async () => {
  fake.on('/images/create', (_request, response) =>
    response.end('{"status":"Status: Image is up to date"}\n'),
  )
  await attached()
  const id = await engine.images.pull('alpine')
  const watch = engine.jobs.watch(never)
  for await (const change of watch) {
    const job = change.kind === 'all' ? change.rows[0] : change.kind === 'changed' ? change.row : null
    if (job?.state === 'done') break
  }
  expect(fake.requests.at(-1)).toBe('POST /images/create?fromImage=alpine&tag=latest')
  await engine.jobs.dismiss(id)
  await expect(engine.jobs.cancel(id)).rejects.toMatchObject({ code: 'not-found' })
})

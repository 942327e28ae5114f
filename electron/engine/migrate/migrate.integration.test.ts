import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { loadBusybox } from '../../../tests/fixtures/busybox-image.ts'
import type { Job } from '../../api/schema/jobs.ts'
import { helperImage } from '../files/helpers.ts'
import { helperLabel } from '../helper-label.ts'

let berth: EngineRoom
let other: EngineRoom
const never = new AbortController().signal

beforeAll(async () => {
  ;[berth, other] = await Promise.all([EngineRoom.open(), EngineRoom.open()])
})
afterAll(async () => {
  await Promise.all([berth.close(), other.close()])
})

async function fill(volume: string, files: Record<string, string | Buffer>): Promise<void> {
  await other.engine.volumes.create({ name: volume, driver: 'local', options: {}, labels: { team: 'a' } })
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name, mode: 0o640, uid: 33 }, content)
  tar.finalize()
  const upload = await other.engine.volumes.restore(volume, { empty: false })
  await upload.take(Readable.from(tar, { objectMode: false }), never, null)
}

const text = async (room: EngineRoom, volume: string, path: string): Promise<string> => {
  const read = await room.engine.files.read({ kind: 'volume', name: volume }, path)
  return JSON.stringify(read)
}

/** All that a client sees of an engine. */
async function seen(room: EngineRoom): Promise<unknown> {
  const list = (path: string) => room.client.json({ doing: 'list', path })
  const containers = (await list('/containers/json?all=true')) as { Names: string[]; State: string }[]
  const images = (await list('/images/json')) as { Id: string; RepoTags: string[] }[]
  const volumes = (await list('/volumes')) as { Volumes: { Name: string }[] }
  return {
    containers: containers.map(({ Names, State }) => `${Names.join()} ${State}`).sort(),
    images: images.map(({ Id, RepoTags }) => `${Id} ${RepoTags.join()}`).sort(),
    volumes: volumes.Volumes.map(({ Name }) => Name).sort(),
  }
}

/** An engine that Berth was never at: what the test itself used to fill a volume goes, and its image. */
async function withoutHelpers({ client }: EngineRoom): Promise<void> {
  const filters = JSON.stringify({ label: [helperLabel] })
  const query = { all: 'true', filters }
  const helpers = await client.json({ doing: 'list', path: '/containers/json', query })
  for (const { Id } of helpers as { Id: string }[])
    await client.json({
      doing: 'remove',
      method: 'DELETE',
      path: `/containers/${Id}`,
      query: { force: 'true' },
    })
  await client.json({ doing: 'remove', method: 'DELETE', path: `/images/${helperImage}` })
}

async function ended(id: string): Promise<Job> {
  const jobs = await berth
    .jobs()
    .until('it ended', (all) => all.some((job) => job.id === id && job.endedAt !== null), 60_000)
  return jobs.find((job) => job.id === id)!
}

it('copies a container with what it needs, and leaves the other engine as it was', async () => {
  await loadBusybox(other.native.socketPath, 'shop/app:1', { labels: { of: 'the shop' } })
  await fill('shop-data', { 'a.txt': 'from the other engine', 'deep/b.txt': 'b' })
  await other.client.json({
    doing: 'make',
    method: 'POST',
    path: '/networks/create',
    body: { Name: 'shop-net', Labels: { n: '1' }, Internal: true },
  })
  const { Id } = (await other.client.json({
    doing: 'make',
    method: 'POST',
    path: '/containers/create',
    query: { name: 'shop' },
    body: {
      Image: 'shop/app:1',
      Cmd: ['sleep', '1000'],
      Env: ['MODE=shop'],
      Labels: { 'com.docker.compose.project': 'shop' },
      HostConfig: {
        NetworkMode: 'shop-net',
        Binds: ['shop-data:/data', '/usr/share:/of-the-computer:ro'],
        RestartPolicy: { Name: 'unless-stopped' },
      },
    },
  })) as { Id: string }
  expect(Id).toMatch(/^[0-9a-f]{64}$/)
  await withoutHelpers(other)
  const before = await seen(other)

  const found = await berth.engine.migration.inventory(other.native.socketPath, never)
  expect(found.containers).toEqual([
    {
      id: 'shop',
      image: 'shop/app:1',
      volumes: ['shop-data'],
      binds: ['/usr/share'],
      running: false,
      there: false,
    },
  ])
  expect(found.images.find(({ id }) => id === 'busybox:latest')).toMatchObject({ there: true })
  expect(found.volumes.find(({ id }) => id === 'shop-data')?.bytes).toBeGreaterThan(20)

  const plan = { source: other.native.socketPath, images: [], volumes: [], containers: ['shop'] }
  const job = await ended(berth.engine.migration.start(plan, 'other'))
  expect(job).toMatchObject({ kind: 'migrate', subject: 'other', state: 'done', error: null })
  expect(job.steps?.map(({ name, state, done, total }) => [name, state, done, total])).toEqual([
    ['images', 'done', 1, 1],
    ['volumes', 'done', 1, 1],
    ['containers', 'done', 1, 1],
  ])
  expect(await seen(other)).toEqual(before)

  expect(await text(berth, 'shop-data', '/a.txt')).toContain('from the other engine')
  const copy = (await berth.client.json({ doing: 'look', path: '/containers/shop/json' })) as {
    State: { Status: string }
    Config: { Image: string; Env: string[]; Labels: Record<string, string> }
    HostConfig: { Binds: string[]; NetworkMode: string; RestartPolicy: { Name: string } }
  }
  expect(copy.State.Status).toBe('created')
  expect(copy.Config).toMatchObject({
    Image: 'shop/app:1',
    Labels: { 'com.docker.compose.project': 'shop', of: 'the shop' },
  })
  expect(copy.Config.Env).toContain('MODE=shop')
  expect(copy.HostConfig).toMatchObject({
    Binds: ['shop-data:/data', '/usr/share:/of-the-computer:ro'],
    NetworkMode: 'shop-net',
    RestartPolicy: { Name: 'unless-stopped' },
  })
  expect(await berth.client.json({ doing: 'look', path: '/networks/shop-net' })).toMatchObject({
    Labels: { n: '1' },
    Internal: true,
  })
  await berth.client.json({ doing: 'start', method: 'POST', path: '/containers/shop/start' })
  await berth.client.json({ doing: 'kill', method: 'POST', path: '/containers/shop/kill' })

  // Once more: all is there, nothing is done.
  const again = await ended(berth.engine.migration.start(plan, 'other'))
  expect(again.state).toBe('done')
  expect(again.steps?.map(({ total }) => total)).toEqual([0, 0, 0])
})

it('a copy that is called off leaves no half volume; one of which only a part came is made anew', async () => {
  await fill('big', { 'noise.bin': Buffer.alloc(64 * 2 ** 20, 7), 'end.txt': 'the end' })
  const plan = { source: other.native.socketPath, images: [], volumes: ['big'], containers: [] }
  const id = berth.engine.migration.start(plan, 'big one')
  await berth
    .jobs()
    .until('some of it came', (all) => (all.find((job) => job.id === id)?.bytes?.current ?? 0) > 0)
  await berth.engine.jobs.cancel(id)
  expect((await ended(id)).state).toBe('cancelled')
  const left = async () => ((await seen(berth)) as { volumes: string[] }).volumes
  expect(await left()).not.toContain('big')
  expect(await left()).not.toContain('big.unfinished')
  // As a host that died on the way leaves it.
  await berth.engine.volumes.create({ name: 'big', driver: 'local', options: {}, labels: {} })
  await berth.engine.volumes.create({
    name: 'big.unfinished',
    driver: 'local',
    options: {},
    labels: { 'berth.unfinished': 'big' },
  })
  expect(
    (await berth.engine.migration.inventory(other.native.socketPath, never)).volumes.find(
      (one) => one.id === 'big',
    )?.there,
  ).toBe(false)
  await berth.engine.jobs.again(id)
  expect((await ended(id)).state).toBe('done')
  expect(await text(berth, 'big', '/end.txt')).toContain('the end')
  expect(await left()).not.toContain('big.unfinished')
})

it('what cannot be copied is told by name, and keeps none of the rest away', async () => {
  await other.client.json({
    doing: 'make',
    method: 'POST',
    path: '/volumes/create',
    body: { Name: 'mounted', Driver: 'local', DriverOpts: { type: 'tmpfs', device: 'tmpfs' } },
  })
  await fill('small', { 'x.txt': 'x' })
  const plan = {
    source: other.native.socketPath,
    images: [],
    volumes: ['mounted', 'small', 'never-there'],
    containers: [],
  }
  const job = await ended(berth.engine.migration.start(plan, 'some'))
  expect(job).toMatchObject({
    state: 'failed',
    again: true,
    error: { message: '1 of 2 could not be copied.' },
  })
  expect(job.steps?.[1]).toMatchObject({
    state: 'failed',
    done: 2,
    error: expect.stringContaining('mounted from elsewhere') as string,
  })
  expect(await text(berth, 'small', '/x.txt')).toContain('x')
})

it('an engine that does not answer is an error', async () => {
  await expect(berth.engine.migration.inventory('/nowhere.sock', never)).rejects.toMatchObject({
    name: 'BerthError',
  })
})

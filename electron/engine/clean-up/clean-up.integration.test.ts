import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDocker, type TestDocker } from '../../../tests/fixtures/docker-cli.ts'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { everythingGoes as all } from '../../../tests/fakes/rows.ts'
import { loadBusybox } from '../../../tests/fixtures/busybox-image.ts'
import {
  cleanUpKinds,
  planOf,
  whatGoes,
  type Candidate,
  type CleanUpStep,
} from '../../api/schema/clean-up.ts'

const never = new AbortController().signal
let room: EngineRoom
let tools: TestDocker

beforeAll(async () => {
  room = await EngineRoom.open()
  tools = await testDocker(room.native.socketPath)
})
afterAll(async () => {
  await tools.close()
  await room.close()
})

const preview = (ages = false) => room.engine.cleanUp.preview({ kinds: cleanUpKinds, ages }, never)
const run = (plan: Parameters<typeof room.engine.cleanUp.run>[0]): Promise<CleanUpStep[]> =>
  room.engine.cleanUp.run(plan, never, () => undefined)
const names = (candidates: readonly Candidate[]): string[] =>
  candidates.map(({ kind, name }) => `${kind} ${name}`).sort()
const createVolume = (name: string | null, labels: Record<string, string> = {}): Promise<string> =>
  room.engine.volumes.create({ name, driver: 'local', options: {}, labels })
const post = (at: string, body: object): Promise<unknown> =>
  room.client.json({ doing: 'set up', method: 'POST', path: at, body })

async function build(name: string, dockerfile: string): Promise<void> {
  const dir = path.join(tools.dir, 'build', name)
  await mkdir(dir, { recursive: true })
  await writeFile(path.join(dir, 'Dockerfile'), dockerfile)
  const ended = await tools.docker.run(['buildx', 'build', '--load', '--network=none', '-t', name, dir], {
    signal: never,
  })
  if (ended.code !== 0) throw new Error(ended.lastWords.join('\n'))
}

/** The engine knows when a volume was made by the second. */
const untilNextSecond = (): Promise<unknown> =>
  new Promise((done) => setTimeout(done, 1010 - (Date.now() % 1000)))

async function has(at: string): Promise<boolean> {
  return room.client.json({ doing: 'look', path: at }).then(
    () => true,
    () => false,
  )
}

test('what goes is what nothing holds, and what only goes with it; what came since stays', async () => {
  const ended = await room.run('ended', ['sh', '-c', 'head -c 3000000 /dev/zero >/big'])
  await room.ended(ended)
  await room.create('kept', ['true'], { labels: { 'berth.keep': '' } })
  await loadBusybox(room.native.socketPath, 'app:1', { ballast: [3] })
  await loadBusybox(room.native.socketPath, 'held:1', { ballast: [1] })
  await room.run('runs', ['sleep', '600'], { image: 'held:1' })
  await createVolume('named')
  await createVolume('spared', { 'berth.keep': 'yes' })
  await post('/containers/create?name=mounts', {
    Image: 'app:1',
    Volumes: { '/data': {} },
    HostConfig: { NetworkMode: 'none', Binds: ['work:/work'] },
  })

  const seen = await preview()
  expect(seen.kept).toBe(2)
  const images = { ...all, containers: 'none', cache: 'none' } as const
  // Stopped containers that stay hold their image and volumes.
  expect(names(whatGoes(seen.candidates, images, Date.now()))).toEqual(['volumes named'])
  const going = whatGoes(seen.candidates, all, Date.now())
  expect(names(going)).toEqual([
    ...['containers ended', 'containers mounts', 'images app:1'],
    expect.stringMatching(/^volumes [0-9a-f]{64}$/),
    ...['volumes named', 'volumes work'],
  ])
  // The narrow choice takes no volume that has a name.
  expect(
    names(whatGoes(seen.candidates, { ...all, volumes: 'narrow' }, Date.now())).filter((name) =>
      /volumes (named|work)/.test(name),
    ),
  ).toEqual([])

  // What comes after the preview: a container, an image under another name, a volume made anew.
  await room.create('late', ['true'])
  await room.engine.volumes.remove('named')
  await untilNextSecond()
  await createVolume('named')

  const steps = await run(planOf(going, all))
  expect(steps.map(({ kind, removed, left, failures }) => [kind, removed, left, failures])).toEqual([
    ['containers', 2, 0, []],
    ['volumes', 2, 1, []],
    ['images', 1, 0, []],
  ])
  const [containers, , removedImages] = steps
  expect(containers?.bytes).toBeGreaterThan(2_900_000)
  expect(containers?.names.sort()).toEqual(['ended', 'mounts'])
  expect(removedImages?.bytes).toBeGreaterThan(3_000_000)
  expect(await has('/containers/late/json')).toBe(true)
  expect(await has('/containers/kept/json')).toBe(true)
  expect(await has('/volumes/named')).toBe(true)
  expect(await has('/volumes/spared')).toBe(true)
  expect(await has('/volumes/work')).toBe(false)
  expect(await has('/images/app:1/json')).toBe(false)
  expect(await has('/images/held:1/json')).toBe(true)
})

test('an image that has another name or a container by then stays; what fails is told, and the rest goes on', async () => {
  await loadBusybox(room.native.socketPath, 'twice:1', { ballast: [1] })
  await loadBusybox(room.native.socketPath, 'taken:1', { ballast: [1] })
  await loadBusybox(room.native.socketPath, 'free:1', { ballast: [1] })
  const seen = await preview()
  const going = whatGoes(seen.candidates, { ...all, containers: 'none', volumes: 'none' }, Date.now())
  const plan = planOf(going, all)
  expect(names(going)).toEqual(['images free:1', 'images taken:1', 'images twice:1'])
  const twice = plan.images.find(({ tags }) => tags.includes('twice:1'))
  await room.engine.images.tag(twice?.id ?? '', 'twice:2')
  await room.create('taker', ['true'], { image: 'taken:1' })
  const running = await room.run('busy', ['sleep', '600'])
  const steps = await run({ ...plan, containers: [running] })
  expect(steps).toMatchObject([
    { kind: 'containers', removed: 0, failures: [expect.stringMatching(/^Could not remove the container/)] },
    { kind: 'images', removed: 1, left: 2, failures: [] },
  ])
  for (const name of ['twice:1', 'twice:2', 'taken:1']) expect(await has(`/images/${name}/json`)).toBe(true)
  expect(await has('/images/free:1/json')).toBe(false)
  // Gone already is no failure.
  expect(
    await run({ ...planOf([], { cache: 'none' }), containers: ['f'.repeat(64)], networks: ['e'.repeat(64)] }),
  ).toMatchObject([
    { kind: 'containers', removed: 0, left: 1, failures: [] },
    { kind: 'networks', removed: 0, left: 1, failures: [] },
  ])
})

test('the image that a container would be made anew from is spared, as the engine’s own prune does', async () => {
  await loadBusybox(room.native.socketPath, 'moves:latest', { ballast: [1] })
  await room.run('moved', ['sleep', '600'], { image: 'moves' })
  await loadBusybox(room.native.socketPath, 'moves:latest', { ballast: [2] })
  const { candidates } = await preview()
  expect(candidates.find(({ tags }) => tags.includes('moves:latest'))).toBeUndefined()
})

test('the build cache goes by its pieces, children before parents, and what comes later stays', async () => {
  await build('made:1', 'FROM busybox\nRUN echo one >/one\nRUN head -c 2000000 /dev/urandom >/two\n')
  await room.engine.images.remove('made:1', { force: true })
  const seen = await preview()
  const cache = whatGoes(
    seen.candidates,
    { ...all, containers: 'none', volumes: 'none', images: 'none' },
    Date.now(),
  )
  expect(cache.length).toBeGreaterThan(1)
  expect(cache.every(({ kind }) => kind === 'cache')).toBe(true)
  await build('made:2', 'FROM busybox\nRUN echo other >/other\n')
  const [step] = await run(planOf(cache, all))
  // The later build stands on the base that the earlier one had read.
  expect(step).toMatchObject({ kind: 'cache', failures: [] })
  expect((step?.removed ?? 0) + (step?.left ?? 0)).toBe(cache.length)
  expect(step?.removed).toBeGreaterThanOrEqual(2)
  expect(step?.bytes).toBeGreaterThan(1_900_000)
  const left = await room.engine.buildCache.list()
  expect(left.some(({ description }) => description.includes('other'))).toBe(true)
  expect(left.some(({ description }) => description.includes('urandom'))).toBe(false)
})

test('ages are since the end of a container, and since an image was made or named', async () => {
  const before = Date.now() - 1000
  const { candidates } = await preview(true)
  const container = candidates.find(({ name }) => name === 'late')
  const image = candidates.find(({ tags }) => tags.includes('twice:2'))
  for (const one of [container, image]) expect(Date.parse(one?.since ?? '')).toBeGreaterThan(before - 600_000)
  // The image itself is of August: that it came here just now is what counts.
  expect(Date.parse(image?.created ?? '')).toBeLessThan(before - 24 * 3_600_000)
})

test('a measure is shared, kept with its time, known to be of before a change, and called off when nobody waits', async () => {
  const { diskUse } = room.engine
  const ends = new AbortController()
  const views = diskUse.watch(ends.signal)
  const until = async (what: string, is: (view: Awaited<ReturnType<typeof next>>) => boolean) => {
    for (let n = 0; n < 100; n += 1) {
      const view = await next()
      if (is(view)) return view
    }
    throw new Error(`never: ${what}`)
  }
  const next = async () => {
    const { value } = await views.next()
    if (!value) throw new Error('ended')
    return value
  }
  const measured = await until('all is measured', ({ parts }) =>
    parts.every(({ measuring, measure, changed }) => !measuring && measure !== null && !changed),
  )
  const images = measured.parts.find(({ kind }) => kind === 'images')
  expect(images?.measure?.biggest[0]?.name).not.toBe('')
  await room.create('change', ['true'])
  await until('the containers changed', ({ parts }) =>
    parts.some(({ kind, changed }) => kind === 'containers' && changed),
  )
  ends.abort()
  const given = new AbortController()
  const asked = diskUse.measure('volumes', given.signal)
  given.abort()
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  expect((await diskUse.measure('volumes', never)).value.items.length).toBeGreaterThan(0)
})

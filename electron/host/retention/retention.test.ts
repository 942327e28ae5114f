import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  Candidate,
  CleanUpPlan,
  CleanUpPreview,
  CleanUpRecord,
  CleanUpStep,
} from '../../api/schema/clean-up.ts'
import type { Job } from '../../api/schema/jobs.ts'
import { goesByRules, noRules, previewOfRules, RetentionRules } from '../../api/schema/retention.ts'
import { silent } from '../../base/log.ts'
import { Jobs } from '../../engine/jobs/jobs.ts'
import { CleanUps } from '../disk/clean-ups.ts'
import { systemClock } from './schedule.ts'
import { retention } from './service.ts'
import { RetentionStore } from './store.ts'

const never = new AbortController().signal
const now = Date.parse('2026-06-30T00:00:00Z')
let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-retention-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const files = () => ({ rules: path.join(dir, 'rules.json'), records: path.join(dir, 'records.json') })
const daysAgo = (days: number): string => new Date(now - days * 24 * 3_600_000).toISOString()
const one = (
  kind: Candidate['kind'],
  id: string,
  days: number,
  change: Partial<Candidate> = {},
): Candidate => ({
  ...{
    kind,
    id,
    name: id,
    tags: [],
    madeFrom: '',
    bytes: 2 ** 30,
    narrow: true,
    neededBy: [],
    created: null,
  },
  since: daysAgo(days),
  ...change,
})
const seen = (candidates: readonly Candidate[], cacheBytes = 0): CleanUpPreview => ({
  measuredAt: daysAgo(0),
  kept: 0,
  candidates,
  cacheBytes,
})
const ids = (candidates: readonly Candidate[]): string[] => candidates.map(({ id }) => id)
const on = (name: keyof RetentionRules, change: object = {}): RetentionRules => ({
  ...noRules,
  [name]: { ...noRules[name], on: true, ...change },
})

test('rules take what is old enough, each on its own; none takes a volume, and one that is off takes nothing', () => {
  const everything = seen([
    one('containers', 'old', 15),
    one('containers', 'young', 13),
    one('images', 'dangling', 8, { name: '' }),
    one('images', 'unused', 31, { narrow: false, tags: ['a:1'] }),
    one('images', 'unknown', 0, { since: null }),
    one('volumes', 'data', 900, { narrow: false }),
    one('volumes', 'anonymous', 900),
    one('cache', 'stale', 15),
  ])
  expect(goesByRules(everything, noRules, now)).toEqual([])
  expect(ids(goesByRules(everything, on('stoppedContainers'), now))).toEqual(['old'])
  expect(ids(goesByRules(everything, on('danglingImages'), now))).toEqual(['dangling'])
  expect(ids(goesByRules(everything, on('unusedImages'), now))).toEqual(['unused'])
  expect(ids(goesByRules(everything, on('buildCache'), now))).toEqual(['stale'])
  const preview = previewOfRules(everything, noRules, now)
  expect(Object.values(preview).map(ids)).toEqual([['old'], ['dangling'], ['unused'], ['stale']])
})

test('an image that a stopped container holds goes only with it', () => {
  const both = (containerDays: number) =>
    seen([one('containers', 'c', containerDays), one('images', 'i', 40, { narrow: false, neededBy: ['c'] })])
  const rules = { ...on('unusedImages'), stoppedContainers: { on: true, days: 14 } }
  expect(ids(goesByRules(both(20), rules, now))).toEqual(['c', 'i'])
  expect(ids(goesByRules(both(2), rules, now))).toEqual([])
  expect(ids(goesByRules(both(20), on('unusedImages'), now))).toEqual([])
})

test('of a cache that is too big, what was used least recently goes until it is small enough', () => {
  const cache = [
    one('cache', 'new', 1),
    one('cache', 'mid', 2),
    one('cache', 'old', 3),
    one('cache', 'shared', 9, { narrow: false }),
  ]
  const taken = (maxGiB: number, cacheBytes = 4 * 2 ** 30): string[] =>
    ids(goesByRules(seen(cache, cacheBytes), on('buildCache', { days: null, maxGiB }), now))
  expect(taken(4)).toEqual([])
  expect(taken(3)).toEqual(['old'])
  expect(taken(2)).toEqual(['old', 'mid'])
  expect(taken(1)).toEqual(['old', 'mid', 'new'])
})

test('rules are bounded, and a rule about the cache needs something to go by', () => {
  expect(RetentionRules.safeParse(noRules).success).toBe(true)
  for (const bad of [
    on('unusedImages', { days: 0 }),
    on('unusedImages', { days: 1.5 }),
    on('buildCache', { days: null, maxGiB: null }),
    { ...noRules, volumes: { on: true, days: 1 } },
  ])
    expect(RetentionRules.safeParse(bad).success).toBe(false)
})

test('the file is the owner’s alone; one that is damaged stops every rule and is not written over by asking', async () => {
  const store = new RetentionStore(files())
  expect(await store.rules()).toEqual(noRules)
  await store.save(on('danglingImages'))
  expect((await stat(files().rules)).mode & 0o077).toBe(0)
  expect(await new RetentionStore(files()).rules()).toEqual(on('danglingImages'))
  for (const text of ['{', '{"danglingImages":{"on":true}}', '[]']) {
    await writeFile(files().rules, text)
    await expect(store.rules()).rejects.toMatchObject({ code: 'settings-invalid' })
    expect(await readFile(files().rules, 'utf8')).toBe(text)
  }
})

const step = (change: Partial<CleanUpStep> = {}): CleanUpStep => ({
  kind: 'images',
  names: ['a:1'],
  removed: 1,
  bytes: 5,
  left: 0,
  failures: [],
  ...change,
})

function setUp(
  options: { steps?: CleanUpStep[]; preview?: CleanUpPreview; trim?: () => Promise<void> } = {},
) {
  const jobs = new Jobs()
  const store = new RetentionStore(files())
  const plans: CleanUpPlan[] = []
  let fileBytes = 1000
  const cleanUps = new CleanUps({
    engine: {
      startJob: jobs.start.bind(jobs),
      cleanUp: {
        run: async (plan: CleanUpPlan) => {
          plans.push(plan)
          return options.steps ?? []
        },
      } as never,
    },
    trim:
      options.trim ??
      (async () => {
        fileBytes = 400
      }),
    fileBytes: async () => fileBytes,
    note: async (record) => {
      await store.note(record)
      service.noted()
    },
    now: () => now,
  })
  const service = retention({
    ...{ store, cleanUps, log: silent },
    clock: { ...systemClock, now: () => now },
    preview: async () => options.preview ?? seen([]),
  })
  const ended = async (id: string): Promise<Job> => {
    for await (const change of jobs.watch(AbortSignal.timeout(10_000))) {
      const rows = change.kind === 'all' ? change.rows : change.kind === 'changed' ? [change.row] : []
      const job = rows.find((row) => row.id === id && row.state !== 'running')
      if (job) return job
    }
    throw new Error('it does not end')
  }
  return { store, service, cleanUps, plans, ended }
}

test('a run by the rules removes what they take, gives the room back and is noted', async () => {
  const { store, service, plans, ended } = setUp({
    steps: [step()],
    preview: seen([one('images', 'sha256:1', 40, { tags: ['a:1'] }), one('images', 'sha256:2', 1)]),
  })
  await service.save(on('danglingImages'))
  const job = await ended(await service.run())
  expect(job).toMatchObject({ kind: 'retention', state: 'done', bytes: { current: 5 } })
  expect(job.steps?.at(-1)).toMatchObject({ name: 'trim', state: 'done', bytes: 600 })
  expect(plans).toMatchObject([{ images: [{ id: 'sha256:1', tags: ['a:1'] }], volumes: [] }])
  expect(await store.records()).toMatchObject([
    { by: 'rules-now', freedBytes: 5, steps: [{ names: ['a:1'] }], error: null },
  ])
  const views = service.watch(never)[Symbol.asyncIterator]()
  const view = (await views.next()).value as unknown
  expect(view).toMatchObject({ rules: on('danglingImages'), error: null, nextRun: null })
  await views.return?.()
})

test('what could not be removed fails the job in a sentence, and is noted with the rest', async () => {
  const { store, cleanUps, plans, ended } = setUp({
    steps: [
      step(),
      step({ kind: 'volumes', removed: 0, failures: ['Could not remove the volume x: y uses it.', 'z'] }),
    ],
    trim: () => Promise.reject(new Error('no guest')),
  })
  const plan = { containers: [], networks: [], volumes: [], images: [], cache: { all: false, ids: [] } }
  const job = await ended(cleanUps.start({ by: 'user', plan }))
  expect(job).toMatchObject({
    kind: 'cleanup',
    state: 'failed',
    error: { message: 'Could not remove the volume x: y uses it. 1 more could not be removed either.' },
  })
  expect(job.steps?.at(-1)).toMatchObject({ name: 'trim', state: 'failed' })
  expect(plans).toEqual([plan])
  expect(await store.records()).toMatchObject([
    { by: 'user', steps: [{}, { failures: [expect.any(String), 'z'] }] },
  ])
})

test('runs that find nothing do not push out the others; a damaged record is left out', async () => {
  const store = new RetentionStore(files())
  const record = {
    at: daysAgo(0),
    by: 'rules' as const,
    tookMs: 1,
    freedBytes: 0,
    steps: [],
    error: null,
  } satisfies CleanUpRecord
  await store.note({ ...record, by: 'user', steps: [step()] })
  for (let day = 0; day < 60; day += 1) await store.note(record)
  expect((await store.records()).map(({ by }) => by)).toEqual(['rules', 'user'])
  await writeFile(files().records, JSON.stringify([{ nonsense: 1 }, record]))
  expect(await store.records()).toEqual([record])
})

import { expect, it } from 'vitest'
import { everythingGoes } from '../../../tests/fakes/rows.ts'
import type { Candidate } from '../../../electron/api/schema/clean-up.ts'
import { noRules } from '../../../electron/api/schema/retention.ts'
import { cleanUpCommands } from './commands.ts'
import { draftOf, rulesOf, sameDraft } from './rules/draft.ts'
import { segmentsOf } from './segments.ts'

const one = (kind: Candidate['kind'], name: string, change: Partial<Candidate> = {}): Candidate => ({
  ...{
    kind,
    id: name,
    name,
    tags: [],
    bytes: 1,
    madeFrom: '',
    narrow: true,
    neededBy: [],
    created: null,
    since: null,
  },
  ...change,
})
const all = { ...everythingGoes, cacheUnusedHours: 24 }
const everything = [
  one('containers', 'web'),
  one('containers', 'job'),
  one('networks', 'net'),
  one('volumes', 'data'),
  one('images', 'app', { id: `sha256:${'ab'.repeat(32)}`, tags: ['app:1', 'app:2'] }),
  one('cache', 'abc'),
]

it('prunes what goes whole, never more networks than listed, and spares what the label keeps', () => {
  expect(cleanUpCommands(everything, everything, all, 0)).toEqual([
    'docker container prune',
    'docker network rm net',
    'docker volume prune --all',
    'docker image prune --all',
    'docker builder prune --all --filter until=24h',
  ])
  const narrow = {
    ...all,
    volumes: 'narrow',
    images: 'narrow',
    cache: 'narrow',
    cacheUnusedHours: null,
  } as const
  expect(cleanUpCommands(everything, everything, narrow, 1)).toEqual([
    "docker container prune --filter 'label!=berth.keep'",
    'docker network rm net',
    "docker volume prune --filter 'label!=berth.keep'",
    "docker image prune --filter 'label!=berth.keep'",
    'docker builder prune',
  ])
})

it('names each where some are left out', () => {
  const [, job, , , image] = everything
  const more = [...everything, one('images', '', { id: `sha256:${'cd'.repeat(32)}` }), one('cache', 'def')]
  const going = [job, image, more.at(-1)].filter((each) => each !== undefined)
  expect(cleanUpCommands(more, going, { ...all, cacheUnusedHours: null }, 3)).toEqual([
    'docker rm job',
    'docker image rm app:1 app:2',
    `docker builder prune --all --filter 'id="^(def)$"'`,
  ])
})

it('rules come back from a form as they went in; what is no number is none', () => {
  const draft = draftOf(noRules)
  expect(rulesOf(draft)).toEqual(noRules)
  expect(sameDraft(draft, draftOf(noRules))).toBe(true)
  const cache = (days: string, gib: string) =>
    rulesOf({ ...draft, buildCache: { on: true, days, gib } })?.buildCache ?? null
  expect(cache('', '20')).toEqual({ on: true, days: null, maxGiB: 20 })
  for (const [days, gib] of [
    ['', ''],
    ['x', ''],
    ['0', ''],
    ['1.5', ''],
    ['3', '-1'],
  ] as const)
    expect(cache(days, gib)).toBeNull()
  expect(rulesOf({ ...draft, unusedImages: { on: false, days: '', gib: '' } })).toBeNull()
})

it('what is used and is none of the engine’s is only claimed when all is measured', () => {
  const measure = {
    measuredAt: '',
    tookMs: 1,
    count: 1,
    totalBytes: 10,
    freeBytes: 0,
    unknown: 0,
    biggest: [],
  }
  const part = { kind: 'images', measuring: false, measure, changed: false, error: null } as const
  const usage = { cpu: 0, memoryBytes: 1, memoryUsedBytes: 0, diskBytes: 100, diskUsedBytes: 30 }
  const names = (view: Parameters<typeof segmentsOf>[0]) =>
    segmentsOf(view, null, usage).map(({ name, bytes }) => [name, bytes])
  expect(names({ parts: [part] })).toEqual([
    ['images', 10],
    ['other', 20],
    ['free', 70],
  ])
  expect(names({ parts: [part, { ...part, kind: 'volumes', measure: null }] })).toEqual([
    ['images', 10],
    ['volumes', 0],
    ['free', 70],
  ])
})

// @vitest-environment node
import { expect, test } from 'vitest'
import type { Job, PullLayer } from '../../../electron/api/schema/jobs.ts'
import { imageRow } from '../../../tests/fakes/rows.ts'
import { layerShare, layerWords, pullShare, pullWords } from './progress.ts'
import { imageName, registryOf, withoutTag, withTag } from './words.ts'

const layer = (status: string, currentBytes: number | null, totalBytes: number | null): PullLayer => ({
  id: 'abc',
  status,
  currentBytes,
  totalBytes,
})
const job = (layers: PullLayer[], change: Partial<Job> = {}): Job => ({
  id: 'job-1',
  kind: 'pull',
  subject: 'alpine:latest',
  state: 'running',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: null,
  layers,
  bytes: null,
  line: null,
  error: null,
  ...change,
})

test('a layer’s share', () => {
  expect(layerShare(layer('Downloading', 50, 200))).toBe(0.25)
  expect(layerShare(layer('Already exists', null, null))).toBe(1)
  expect(layerShare(layer('Waiting', null, null))).toBeNull()
  expect(layerShare(layer('Extracting', 300, 200))).toBe(1)
})

test('a pull’s share goes by bytes; a layer of unknown size counts like a middling one', () => {
  expect(pullShare(job([]))).toBe(0)
  expect(pullShare(job([layer('Downloading', 100, 300), layer('Pull complete', 100, 100)]))).toBe(0.5)
  expect(pullShare(job([layer('Pull complete', 100, 100), layer('Waiting', null, null)]))).toBe(0.5)
  expect(pullShare(job([], { state: 'done' }))).toBe(1)
})

test('a pull in words', () => {
  expect(pullWords(job([]))).toBe('Asking the registry…')
  expect(pullWords(job([layer('Waiting', null, null)]))).toBe('0 of 1 layer')
  expect(
    pullWords(job([layer('Downloading', 1_000_000, 4_000_000), layer('Pull complete', null, 2_000_000)])),
  ).toBe('1 of 2 layers, 3.00 MB of 6.00 MB')
  expect(pullWords(job([], { state: 'failed', error: { message: 'No such image.', hint: '' } }))).toBe(
    'No such image.',
  )
  expect(pullWords(job([], { state: 'cancelled' }))).toBe('Cancelled')
  expect(pullWords(job([], { state: 'done', line: 'Status: up to date' }))).toBe('Status: up to date')
})

test('a layer in words', () => {
  expect(layerWords(layer('Downloading', 1000, 2000))).toBe('Downloading 1.00 kB of 2.00 kB')
  expect(layerWords(layer('Pull complete', 2000, 2000))).toBe('Pull complete')
})

test.each([
  ['alpine', 'alpine:latest'],
  ['alpine:3', 'alpine:3'],
  ['localhost:5000/a', 'localhost:5000/a:latest'],
  ['localhost:5000/a:1', 'localhost:5000/a:1'],
  ['a@sha256:00', 'a@sha256:00'],
])('%s means %s', (reference, whole) => expect(withTag(reference)).toBe(whole))

test('an image is called by its first name, else by its id', () => {
  expect(imageName(imageRow(1, { tags: ['a:1', 'b:1'] }))).toBe('a:1')
  expect(imageName(imageRow(1, { tags: [] }))).toMatch(/^[0-9a-f]{12}$/)
})

test.each([
  ['alpine', 'alpine', 'docker.io'],
  ['team/app:1', 'team/app', 'docker.io'],
  ['localhost:5000/a', 'localhost:5000/a', 'localhost:5000'],
  ['ghcr.io/a/b:1@sha256:00', 'ghcr.io/a/b', 'ghcr.io'],
  ['', '', 'docker.io'],
])('%s is of the name %s at %s', (reference, name, registry) => {
  expect(withoutTag(reference)).toBe(name)
  expect(registryOf(reference)).toBe(registry)
})

test('a push in words', () => {
  expect(layerWords(layer('Pushing', 1000, 2000))).toBe('Pushing 1.00 kB of 2.00 kB')
  expect(layerWords(layer('Mounted from team/app', 1000, 2000))).toBe('Mounted from team/app')
})

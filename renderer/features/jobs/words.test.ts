import { expect, it } from 'vitest'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { jobShare, jobTitle, jobWords, stepWords } from './words.ts'

const job = (part: Partial<Job>): Job => ({
  id: '1',
  kind: 'backup',
  subject: 'data',
  state: 'running',
  startedAt: '2026-11-25T10:00:00Z',
  endedAt: null,
  layers: [],
  bytes: null,
  line: null,
  error: null,
  ...part,
})

it('says what it does to what', () => {
  expect(jobTitle(job({ kind: 'pull', subject: 'alpine:3.23' }))).toBe('Pull alpine:3.23')
})

it('counts bytes where there are any, and claims no share that nobody knows', () => {
  expect(jobShare(job({}))).toBeNull()
  expect(jobShare(job({ bytes: { current: 5, total: null } }))).toBeNull()
  const half = job({ bytes: { current: 5_000_000, total: 10_000_000 }, line: 'etc/passwd' })
  expect(jobShare(half)).toBe(0.5)
  expect(jobWords(half)).toBe('5.00 MB of 10.0 MB · etc/passwd')
})

it('counts the steps of a job of several, and says what each freed', () => {
  const step = { name: 'images', state: 'done', done: 2, total: 3, bytes: 4_000_000, error: null } as const
  const half = job({ kind: 'cleanup', steps: [step, { ...step, name: 'trim', state: 'waiting', done: 0 }] })
  expect(jobShare(half)).toBe(0.5)
  expect(stepWords(step)).toBe('2 of 3, 4.00 MB freed')
  expect(jobTitle(half)).toBe('Clean up the disk')
  expect(jobWords(job({ kind: 'cleanup', state: 'done', bytes: { current: 7, total: 7 } }))).toBe('Freed 7 B')
})

it('says how it ended', () => {
  expect(jobWords(job({ state: 'done' }))).toBe('Done')
  expect(jobShare(job({ state: 'done' }))).toBe(1)
  expect(jobWords(job({ state: 'failed', error: { message: 'No space.', hint: '' } }))).toBe('No space.')
})

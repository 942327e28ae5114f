import { expect, it } from 'vitest'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { jobShare, jobTitle, jobWords } from './words.ts'

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

it('says how it ended', () => {
  expect(jobWords(job({ state: 'done' }))).toBe('Done')
  expect(jobShare(job({ state: 'done' }))).toBe(1)
  expect(jobWords(job({ state: 'failed', error: { message: 'No space.', hint: '' } }))).toBe('No space.')
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Job } from '../../api/schema/jobs.ts'
import { BerthError } from '../../base/errors.ts'
import { Jobs, type Tell } from './jobs.ts'

let jobs: Jobs
beforeEach(() => {
  vi.useFakeTimers()
  jobs = new Jobs()
})
afterEach(() => vi.useRealTimers())

/** Work that ends when the test says so. */
class Work {
  tell: Tell = () => undefined
  signal = new AbortController().signal
  end: () => void = () => undefined
  fail: (error: Error) => void = () => undefined
  readonly run = (signal: AbortSignal, tell: Tell): Promise<void> => {
    this.tell = tell
    this.signal = signal
    return new Promise((resolve, reject) => {
      this.end = resolve
      this.fail = reject
      signal.addEventListener('abort', () => reject(new DOMException('left', 'AbortError')))
    })
  }
}

async function list(): Promise<Job[]> {
  await vi.advanceTimersByTimeAsync(0)
  const watch = jobs.watch(new AbortController().signal)
  const first = await watch.next()
  await watch.return()
  return first.value?.kind === 'all' ? first.value.rows : []
}

const layer = { id: 'aa', status: 'Downloading', currentBytes: 1, totalBytes: 2 }

it('shows work from its beginning to its end', async () => {
  const work = new Work()
  const id = jobs.start('pull', 'alpine', work.run)
  expect(await list()).toMatchObject([
    { id, kind: 'pull', subject: 'alpine', state: 'running', endedAt: null },
  ])
  work.tell({ layers: [layer], line: 'Pulling' })
  work.end()
  expect(await list()).toMatchObject([{ state: 'done', layers: [layer], line: 'Pulling', error: null }])
  expect((await list())[0]?.endedAt).not.toBeNull()
})

it('tells progress a few times a second, however often it comes', async () => {
  const work = new Work()
  jobs.start('pull', 'alpine', work.run)
  const watch = jobs.watch(new AbortController().signal)
  await watch.next()
  for (let at = 1; at <= 1000; at += 1) work.tell({ layers: [{ ...layer, currentBytes: at }], line: null })
  const next = watch.next()
  await vi.advanceTimersByTimeAsync(100)
  expect((await next).value).toMatchObject({ kind: 'changed', row: { layers: [{ currentBytes: 1000 }] } })
  work.end()
  await watch.return()
})

it('joins the same work while it goes on, and begins it anew afterwards', async () => {
  const work = new Work()
  const id = jobs.start('pull', 'alpine', work.run)
  expect(jobs.start('pull', 'alpine', work.run)).toBe(id)
  expect(jobs.start('pull', 'busybox', new Work().run)).not.toBe(id)
  work.end()
  await list()
  expect(jobs.start('pull', 'alpine', new Work().run)).not.toBe(id)
})

it('keeps the reason of a failure', async () => {
  const work = new Work()
  jobs.start('pull', 'alpine', work.run)
  work.fail(new BerthError('not-found', 'There is none.', { hint: 'Look elsewhere.' }))
  expect(await list()).toMatchObject([
    { state: 'failed', error: { message: 'There is none.', hint: 'Look elsewhere.' } },
  ])
})

it('cancels what goes on, and dismisses only what has ended', async () => {
  const work = new Work()
  const id = jobs.start('pull', 'alpine', work.run)
  expect(() => jobs.dismiss(id)).toThrow('still going on')
  jobs.cancel(id)
  expect(work.signal.aborted).toBe(true)
  expect(await list()).toMatchObject([{ state: 'cancelled', error: null }])
  jobs.cancel(id)
  jobs.dismiss(id)
  expect(await list()).toEqual([])
  expect(() => jobs.cancel(id)).toThrow('no longer on the list')
})

it('keeps the last fifty that ended', async () => {
  for (let at = 0; at < 60; at += 1) {
    const work = new Work()
    jobs.start('pull', `image-${at}`, work.run)
    work.end()
    await vi.advanceTimersByTimeAsync(1)
  }
  const subjects = (await list()).map((job) => job.subject)
  expect(subjects.length).toBe(50)
  expect(subjects[0]).toBe('image-10')
})

it('does again, as the same job, what failed or was cancelled', async () => {
  const work = new Work()
  const id = jobs.start('pull', 'alpine', work.run, { again: true })
  work.tell({ layers: [layer], line: 'Pulling' })
  work.fail(new Error('cut'))
  expect(await list()).toMatchObject([{ id, state: 'failed', again: true }])
  jobs.again(id)
  expect(await list()).toMatchObject([{ id, state: 'running', layers: [], error: null, endedAt: null }])
  jobs.again(id)
  jobs.cancel(id)
  expect(await list()).toMatchObject([{ id, state: 'cancelled' }])
  jobs.again(id)
  work.end()
  expect(await list()).toMatchObject([{ id, state: 'done' }])
  expect(() => jobs.again(id)).toThrow('cannot be tried again')
})

it('does not promise to do again what it can not', async () => {
  const work = new Work()
  const id = jobs.start('load', 'app.tar', work.run)
  work.fail(new Error('broken'))
  expect(await list()).toMatchObject([{ state: 'failed', again: false }])
  expect(() => jobs.again(id)).toThrow('cannot be tried again')
})

import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, it, vi } from 'vitest'
import type { Job } from '../../api/schema/jobs.ts'
import { Jobs } from './jobs.ts'
import { readAsJob, writeAsJob } from './streams.ts'

const job = { kind: 'backup', subject: 'data', total: 8 } as const
const forever = new AbortController().signal

async function list(jobs: Jobs): Promise<Job[]> {
  const watch = jobs.watch(new AbortController().signal)
  const first = await watch.next()
  await watch.return()
  return first.value?.kind === 'all' ? first.value.rows : []
}
const state = async (jobs: Jobs) => (await list(jobs))[0]?.state

it('counts what is read, and is done at its end', async () => {
  const jobs = new Jobs()
  const out = readAsJob(jobs, job, Readable.from([Buffer.from('1234'), Buffer.from('5678')]))
  expect(await state(jobs)).toBe('running')
  expect((await buffer(out)).toString()).toBe('12345678')
  await vi.waitFor(async () => expect(await state(jobs)).toBe('done'))
  expect((await list(jobs))[0]?.bytes).toEqual({ current: 8, total: 8 })
})

it('breaks off when it is cancelled, and is cancelled when its reader leaves', async () => {
  const jobs = new Jobs()
  const source = new PassThrough()
  const out = readAsJob(jobs, job, source)
  jobs.cancel((await list(jobs))[0]?.id ?? '')
  await expect(buffer(out)).rejects.toThrow()
  expect(source.destroyed).toBe(true)
  expect(await state(jobs)).toBe('cancelled')

  const others = new Jobs()
  const left = readAsJob(others, job, new PassThrough())
  left.destroy()
  await vi.waitFor(async () => expect(await state(others)).toBe('cancelled'))
})

it('fails as its source fails', async () => {
  const jobs = new Jobs()
  const source = new PassThrough()
  const out = readAsJob(jobs, job, source)
  source.destroy(new Error('the engine went'))
  await expect(buffer(out)).rejects.toThrow('the engine went')
  expect(await state(jobs)).toBe('failed')
})

it('is no job while it is small', async () => {
  const jobs = new Jobs()
  await buffer(readAsJob(jobs, { ...job, after: 9 }, Readable.from([Buffer.from('12345678')])))
  expect(await list(jobs)).toEqual([])
})

it('takes bytes to where they are put, and fails as that does', async () => {
  const jobs = new Jobs()
  let got = ''
  const take = async (bytes: Readable): Promise<void> => void (got = (await buffer(bytes)).toString())
  await writeAsJob(jobs, job, Readable.from([Buffer.from('12345678')]), forever, take)
  expect(got).toBe('12345678')
  expect(await state(jobs)).toBe('done')

  const others = new Jobs()
  const refuse = (): Promise<void> => Promise.reject(new Error('no room'))
  await expect(writeAsJob(others, job, new PassThrough(), forever, refuse)).rejects.toThrow('no room')
  expect(await state(others)).toBe('failed')
})

it('does the same work twice, though it is one job', async () => {
  const jobs = new Jobs()
  const first = readAsJob(jobs, job, Readable.from([Buffer.from('1')]))
  const second = readAsJob(jobs, job, Readable.from([Buffer.from('2')]))
  expect((await buffer(second)).toString()).toBe('2')
  expect((await buffer(first)).toString()).toBe('1')
})

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Notice } from '../../api/schema/notices.ts'
import { silent } from '../../base/log.ts'
import { KeptNotices } from './kept.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-notices-'))
  file = path.join(dir, 'notice-list.json')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const at = '2026-01-01T00:00:00.000Z'
const notice = (id: string): Notice => ({
  ...{ id, kind: 'died', firstAt: at, lastAt: at, count: 1, containers: [], more: 0, read: false },
})

it('keeps the notices for the next host, for nobody else to read, the newest state of many changes', async () => {
  const kept = new KeptNotices(file, silent)
  expect(await kept.read()).toEqual({ toldUntil: null, notices: [] })
  let count = 0
  for (let n = 0; n < 20; n += 1)
    kept.keep(() => ({ toldUntil: at, notices: [notice(`after ${(count += 1)} writes`)] }))
  await kept.written()
  expect(count).toBeLessThan(20)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await new KeptNotices(file, silent).read()).toEqual({
    toldUntil: at,
    notices: [notice(`after ${count} writes`)],
  })
})

it('takes what it understands of a file, and nothing of one that is none', async () => {
  const kept = new KeptNotices(file, silent)
  await writeFile(file, JSON.stringify({ toldUntil: at, notices: [{ id: 5 }, notice('good'), null] }))
  expect((await kept.read()).notices).toEqual([notice('good')])
  for (const text of ['nonsense', '[]', '{"toldUntil":"soon","notices":[]}']) {
    await writeFile(file, text)
    expect(await kept.read()).toEqual({ toldUntil: null, notices: [] })
  }
  expect(await readFile(file, 'utf8')).toContain('soon')
})

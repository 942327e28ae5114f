import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silent } from '../../base/log.ts'
import { OpenedProjects } from './opened.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-opened-'))
  file = path.join(dir, 'projects.json')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const source = { files: ['/p/compose.yaml'], dir: '/p', envFiles: [], profiles: [] }
const names = async (opened: OpenedProjects): Promise<string[]> =>
  (await opened.list()).map(({ name }) => name)

it('keeps what was opened, newest first, for its owner alone', async () => {
  const opened = new OpenedProjects(file, silent)
  let changes = 0
  opened.changed.subscribe(() => (changes += 1))
  await Promise.all([opened.put('a', source), opened.put('b', source), opened.put('a', source)])
  expect(await names(opened)).toEqual(['a', 'b'])
  await opened.drop('b')
  expect(changes).toBe(4)
  expect(await names(new OpenedProjects(file, silent))).toEqual(['a'])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('begins anew with a list that makes no sense', async () => {
  await writeFile(file, '{"opened": [{"name": "../x"}]}')
  const opened = new OpenedProjects(file, silent)
  expect(await names(opened)).toEqual([])
  await opened.put('a', source)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ opened: [{ name: 'a' }] })
})

it('keeps what it had when it cannot be stored', async () => {
  const opened = new OpenedProjects(file, silent)
  await opened.put('a', source)
  await rm(dir, { recursive: true })
  await expect(opened.put('b', source)).rejects.toThrow()
  expect(await names(opened)).toEqual(['a'])
})

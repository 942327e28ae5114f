import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handOver } from './hand-over.ts'
import { LogFile, readLog } from './log-file.ts'
import { BuildStore, type BuildRecord } from './store.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-builds-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const { signal } = new AbortController()
const file = (): string => path.join(dir, 'log')

async function all(lines: AsyncIterable<string[]>): Promise<string[]> {
  const found: string[] = []
  for await (const some of lines) found.push(...some)
  return found
}

test('a log is read while it is written, by two at once, to its end', async () => {
  const log = await LogFile.create(file())
  const readers = [all(readLog(file(), log, signal)), all(readLog(file(), log, signal))]
  const lines = Array.from({ length: 3000 }, (_, n) => `line ${n} ${'é'.repeat(n % 300)}`)
  for (let from = 0; from < lines.length; from += 7) await log.write(lines.slice(from, from + 7))
  await log.close()
  expect(await readers[0]).toEqual(lines)
  expect(await readers[1]).toEqual(lines)
  expect(await all(readLog(file(), null, signal))).toEqual(lines)
})

test('a reader that gives up while it waits is let go', async () => {
  const log = await LogFile.create(file())
  const gone = new AbortController()
  const reading = all(readLog(file(), log, gone.signal))
  await log.write(['one'])
  gone.abort()
  expect((await reading).length).toBeLessThanOrEqual(1)
  await log.close()
})

test('a log that grows too long keeps how its steps end, and says that it was cut', async () => {
  const log = await LogFile.create(file(), 50)
  const vertex = '{"vertexes":[{"digest":"a"}]}'
  const output = `{"logs":[{"data":"${'x'.repeat(60)}"}]}`
  await log.write([output])
  expect(log.cut).toBe(false)
  await log.write([output, vertex, 'ERROR: words'])
  await log.close()
  expect(log.cut).toBe(true)
  expect(await all(readLog(file(), null, signal))).toEqual([output, vertex, 'ERROR: words'])
})

const record = (id: string, more: Partial<BuildRecord> = {}): BuildRecord => ({
  id,
  name: id,
  request: {
    context: '/src',
    dockerfile: null,
    target: null,
    tags: [],
    args: [],
    secrets: [],
    ssh: false,
    platforms: [],
    labels: [],
    noCache: false,
    pull: false,
    network: 'default',
    output: 'load',
  },
  state: 'done',
  startedAt: `2026-01-01T00:00:0${id}.000Z`,
  endedAt: '2026-01-01T00:00:10.000Z',
  steps: { done: 1, total: 1, cached: 0 },
  error: null,
  failed: null,
  ref: null,
  image: null,
  cut: false,
  ...more,
})

test('records come back in their order; what ran was interrupted; what is damaged goes', async () => {
  const store = new BuildStore(dir)
  await store.save(record('2', { state: 'running', endedAt: null }))
  await store.save(record('1', { failed: { file: 'Dockerfile', lines: [] } }))
  await mkdir(path.join(dir, 'junk'))
  await writeFile(path.join(dir, 'junk', 'build.json'), '{"id": 1')
  await mkdir(path.join(dir, '.look-1'))
  const found = await new BuildStore(dir).load()
  expect(found.map(({ id, state }) => [id, state])).toEqual([
    ['1', 'done'],
    ['2', 'interrupted'],
  ])
  expect(found[1]?.endedAt).not.toBeNull()
  expect((await readdir(dir)).sort()).toEqual(['.look-1', '1', '2'])
  expect(await new BuildStore(path.join(dir, 'nowhere')).load()).toEqual([])
})

test('the oldest go when there are too many, or too much; none that runs', async () => {
  const records = ['1', '2', '3', '4'].map((id) => record(id, id === '1' ? { state: 'running' } : {}))
  for (const { id } of records) {
    await mkdir(path.join(dir, id))
    await writeFile(path.join(dir, id, 'log.ndjson'), 'x'.repeat(100))
  }
  expect(await new BuildStore(dir, { builds: 2, bytes: 1e6 }).surplus(records)).toEqual(['2'])
  expect(await new BuildStore(dir, { builds: 9, bytes: 150 }).surplus(records)).toEqual(['3', '2'])
  expect(await new BuildStore(dir).surplus(records)).toEqual([])
})

test('what is handed over arrives in order; who brings too much waits; a failure is passed on', async () => {
  let open = 0
  const bring = async (give: (lines: string[]) => Promise<void>): Promise<void> => {
    for (let n = 0; n < 30; n += 1) {
      open += 1
      await give(Array.from({ length: 1000 }, (_, m) => `${n * 1000 + m}`))
    }
  }
  const reading = handOver(bring, signal)
  await reading.next()
  await new Promise((resolve) => setImmediate(resolve))
  expect(open).toBeLessThan(30)
  expect((await all(reading)).at(-1)).toBe('29999')
  const failing = handOver(async () => Promise.reject(new Error('torn')), signal)
  await expect(all(failing)).rejects.toThrow('torn')
})

test('a reader that leaves ends who brings', async () => {
  let aborted = false
  const reading = handOver(async (give, stop) => {
    await give(['one'])
    await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
    aborted = true
  }, signal)
  await reading.next()
  await reading.return()
  await new Promise((resolve) => setImmediate(resolve))
  expect(aborted).toBe(true)
})

import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EngineRoom, WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import type { VolumeRow } from '../../api/schema/volumes.ts'

let room: EngineRoom
const idle = new AbortController()
const plain = { driver: 'local', options: {}, labels: {} }

beforeAll(async () => {
  room = await EngineRoom.open()
})
afterAll(async () => {
  idle.abort()
  await room.close()
})

const table = () => new WatchedTable<VolumeRow>((signal) => room.engine.volumes.watch(signal), idle.signal)

function tarOf(files: Record<string, string>): Readable {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  return Readable.from(tar, { objectMode: false })
}

async function fill(name: string, files: Record<string, string>, empty = false): Promise<void> {
  const upload = await room.engine.volumes.restore(name, { empty })
  await upload.take(tarOf(files), idle.signal, null)
}

async function namesIn(name: string): Promise<string[]> {
  const names: string[] = []
  const place = { kind: 'volume', name } as const
  for await (const part of room.engine.files.list(place, '/', { limitBytes: null }, idle.signal))
    if (part.kind === 'entries') names.push(...part.entries.map((entry) => entry.name))
  return names.sort()
}

it('lists volumes live, each with who mounts it', async () => {
  const rows = table()
  await room.engine.volumes.create({ ...plain, name: 'shop', labels: { team: 'a' } })
  await rows.until('it is there', (all) => all.some(({ id }) => id === 'shop'))
  expect(rows.rows.find(({ id }) => id === 'shop')).toMatchObject({
    driver: 'local',
    labels: { team: 'a' },
    anonymous: false,
    usedBy: [],
    mountpoint: expect.stringContaining('/volumes/shop/_data') as string,
  })
  const answer = await room.client.json({
    doing: 'create',
    method: 'POST',
    path: '/containers/create',
    query: { name: 'user' },
    body: {
      Image: 'busybox',
      Cmd: ['sleep', '100'],
      Volumes: { '/anonymous': {} },
      HostConfig: { NetworkMode: 'none', Binds: ['shop:/data'] },
    },
  })
  const { Id: id } = answer as { Id: string }
  await rows.until('it is used', (all) => all.find((row) => row.id === 'shop')?.usedBy[0]?.name === 'user')
  await rows.until('the anonymous one', (all) => all.some((row) => row.anonymous && row.usedBy.length === 1))
  await expect(room.engine.volumes.remove('shop')).rejects.toMatchObject({
    code: 'conflict',
    message: 'Could not remove the volume shop: it is used by user.',
  })
  await room.engine.containers.remove(id, { force: true, volumes: true })
  await rows.until('the anonymous one is gone', (all) => all.every((row) => !row.anonymous))
  await rows.until('it is free', (all) => all.every((row) => row.usedBy.length === 0))
  await room.engine.volumes.remove('shop')
  await rows.until('it is gone', (all) => all.length === 0)
  rows.stop()
})

it('does not take a name twice, and says what a driver refuses', async () => {
  await room.engine.volumes.create({ ...plain, name: 'once' })
  await expect(room.engine.volumes.create({ ...plain, name: 'once' })).rejects.toMatchObject({
    code: 'conflict',
  })
  const odd = { ...plain, name: 'odd', options: { nonsense: 'yes' } }
  await expect(room.engine.volumes.create(odd)).rejects.toMatchObject({
    message: expect.stringContaining('nonsense') as string,
  })
  expect(await room.engine.volumes.create({ ...plain, name: null })).toMatch(/^[0-9a-f]{64}$/)
})

it('backs up, restores and measures', async () => {
  await room.engine.volumes.create({ ...plain, name: 'source' })
  await fill('source', { 'a.txt': 'a'.repeat(5000), 'dir/b.txt': 'b' })
  expect((await room.engine.volumes.sizes(idle.signal))['source']).toBeGreaterThan(5000)
  const offer = await room.engine.volumes.backup('source', { gzip: true })
  expect(offer).toMatchObject({ name: 'source.tar.gz', type: 'application/gzip', bytes: null })
  const packed = await buffer(await offer.open(idle.signal))
  expect(gunzipSync(packed).includes('a.txt')).toBe(true)
  await room.engine.volumes.create({ ...plain, name: 'restored' })
  await fill('restored', { 'old.txt': 'old' })
  const add = await room.engine.volumes.restore('restored', { empty: false })
  await add.take(Readable.from([packed], { objectMode: false }), idle.signal, packed.length)
  expect(await namesIn('restored')).toEqual(['a.txt', 'dir', 'old.txt'])
  const whole = await room.engine.volumes.restore('restored', { empty: true })
  await whole.take(Readable.from([packed], { objectMode: false }), idle.signal, packed.length)
  expect(await namesIn('restored')).toEqual(['a.txt', 'dir'])
  await expect(room.engine.volumes.backup('nothing', { gzip: false })).rejects.toMatchObject({
    code: 'not-found',
  })
})

it('says so when what is restored is no archive', async () => {
  await room.engine.volumes.create({ ...plain, name: 'spoilt' })
  const upload = await room.engine.volumes.restore('spoilt', { empty: false })
  const noise = Readable.from([Buffer.from('this is no archive at all'.repeat(100))], { objectMode: false })
  await expect(upload.take(noise, idle.signal, null)).rejects.toThrow('Could not')
  const jobs = await room.jobs().until('it failed', (all) => all.some(({ subject }) => subject === 'spoilt'))
  expect(jobs.find(({ subject }) => subject === 'spoilt')).toMatchObject({ kind: 'restore', state: 'failed' })
})

it('clones: a job, and a copy with the same labels and files', async () => {
  await room.engine.volumes.create({ ...plain, name: 'original', labels: { team: 'b' } })
  await fill('original', { 'deep/er/x.txt': 'x' })
  const job = await room.engine.volumes.clone('original', 'copy')
  await room.jobs().until('it is done', (all) => all.find(({ id }) => id === job)?.state === 'done')
  expect(await namesIn('copy')).toEqual(['deep'])
  const rows = await table().until('the copy', (all) => all.some(({ id }) => id === 'copy'))
  expect(rows.find(({ id }) => id === 'copy')?.labels).toEqual({ team: 'b' })
  await expect(room.engine.volumes.clone('original', 'copy')).rejects.toMatchObject({ code: 'conflict' })
})

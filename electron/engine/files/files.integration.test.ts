import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { loadBusybox } from '../../../tests/fixtures/busybox-image.ts'
import type { FileEntry, FilePlace, FolderPart } from '../../api/schema/files.ts'
import { helperLabel } from '../helper-label.ts'

let room: EngineRoom
let running: FilePlace
let stopped: FilePlace
const volume: FilePlace = { kind: 'volume', name: 'data' }
const idle = new AbortController().signal

beforeAll(async () => {
  room = await EngineRoom.open()
  const script = [
    'mkdir -p /data/sub /data/empty "/data/ü b"',
    'printf "one\\r\\ntwo\\r\\n" > /data/text.txt',
    'printf "x" > "/data/new\nline"',
    'printf "y" > "/data/it\'s -> odd"',
    'ln -s sub /data/link-to-folder',
    'ln -s /etc/passwd /data/link-to-file',
    'chown 7:8 /data/text.txt; chmod 4750 /data/text.txt',
    'echo deep > /data/sub/deep.conf',
    'touch /ready; exec sleep 1000',
  ].join('; ')
  running = { kind: 'container', id: await room.run('running', ['sh', '-c', script]) }
  const id = await room.run('stopped', [
    'sh',
    '-c',
    'mkdir -p /data/sub; echo a > /data/a; echo b > /data/sub/b',
  ])
  await room.ended(id)
  stopped = { kind: 'container', id }
  await room.engine.volumes.create({ name: 'data', driver: 'local', options: {}, labels: {} })
  await vi.waitFor(() => room.engine.files.look(running, '/ready'), { timeout: 20_000 })
})
afterAll(() => room.close())

async function list(place: FilePlace, path: string, limitBytes: number | null = null) {
  const entries: FileEntry[] = []
  let end: Extract<FolderPart, { kind: 'end' }> | undefined
  let folder: FileEntry | undefined
  for await (const part of room.engine.files.list(place, path, { limitBytes }, idle)) {
    if (part.kind === 'entries') entries.push(...part.entries)
    else if (part.kind === 'end') end = part
    else folder = part.entry
  }
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), end, folder }
}
const names = async (place: FilePlace, path: string) =>
  (await list(place, path)).entries.map(({ name }) => name)

/** Puts files there as the page does: as a tar. */
async function put(place: FilePlace, path: string, files: Record<string, string | Buffer>) {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  const upload = await room.engine.files.upload(place, path)
  await upload.take(Readable.from(tar, { objectMode: false }), idle, null)
}
async function download(place: FilePlace, paths: string[]) {
  const offer = await room.engine.files.download(place, paths)
  return { offer, body: await buffer(await offer.open(idle)) }
}
async function namesIn(tar: Buffer): Promise<string[]> {
  const reader = extract()
  const feeding = pipeline(Readable.from([tar], { objectMode: false }), reader)
  const found: string[] = []
  for await (const entry of reader) {
    found.push(entry.header.name)
    entry.resume()
  }
  await feeding
  return found
}

it('lists by programs where they run: names of any kind, links, permissions, owners', async () => {
  const { entries, end, folder } = await list(running, '/data')
  expect(end).toMatchObject({ way: 'programs', stopped: null })
  expect(folder).toMatchObject({ kind: 'folder', uid: 0, owner: 'root' })
  expect(entries.map(({ name, kind, target }) => [name, kind, target])).toEqual([
    ['empty', 'folder', null],
    ["it's -> odd", 'file', null],
    ['link-to-file', 'link', '/etc/passwd'],
    ['link-to-folder', 'link', 'sub'],
    ['new\nline', 'file', null],
    ['sub', 'folder', null],
    ['text.txt', 'file', null],
    ['ü b', 'folder', null],
  ])
  expect(entries.find(({ name }) => name === 'text.txt')).toMatchObject({
    bytes: 10,
    mode: 0o4750,
    uid: 7,
    gid: 8,
    owner: null,
  })
})

it('lists a stopped container by an archive, and says how far it read', async () => {
  const { entries, end } = await list(stopped, '/data')
  expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['a', 'file'],
    ['sub', 'folder'],
  ])
  expect(end).toMatchObject({ way: 'archive', stopped: null })
  expect(await names(stopped, '/')).toContain('bin')
  const some = await list(stopped, '/', 200_000)
  expect(some.end).toMatchObject({ way: 'archive', stopped: 'bytes' })
  expect(some.entries.map(({ name }) => name)).toContain('bin')
})

it('falls back to an archive where an image has no programs', async () => {
  const image = await loadBusybox(room.native.socketPath, 'bare:latest', { shell: false })
  const id = await room.run('bare', ['/bin/busybox', 'sleep', '1000'], { image })
  expect((await list({ kind: 'container', id }, '/bin')).end).toMatchObject({ way: 'archive' })
  await expect(
    room.engine.files.rename({ kind: 'container', id }, '/etc/passwd', '/etc/p'),
  ).rejects.toMatchObject({
    message: 'Could not rename /etc/passwd: the container has no "mv".',
  })
})

it('follows links, and says where nothing is', async () => {
  expect(await room.engine.files.look(running, '/data/link-to-folder')).toMatchObject({
    path: '/data/sub',
    kind: 'folder',
    powers: { change: true, still: false, why: null },
  })
  expect(await room.engine.files.look(running, '/data/link-to-file')).toMatchObject({
    path: '/etc/passwd',
    kind: 'file',
  })
  await expect(room.engine.files.look(running, '/data/nothing')).rejects.toMatchObject({
    code: 'not-found',
    message: 'There is nothing at /data/nothing.',
  })
  expect(await names(running, '/data/link-to-folder')).toEqual(['deep.conf'])
})

it('reads and writes text in its own form, for its own owner', async () => {
  const content = await room.engine.files.read(running, '/data/text.txt')
  expect(content.shown).toEqual({
    kind: 'text',
    text: 'one\r\ntwo\r\n',
    form: { encoding: 'utf-8', mark: false },
  })
  const change = { text: 'one\r\nthree\r\n', form: { encoding: 'utf-8', mark: true } as const }
  const version = await room.engine.files.write(running, '/data/text.txt', {
    ...change,
    version: content.version,
  })
  const after = await room.engine.files.read(running, '/data/text.txt')
  expect(after).toMatchObject({ version, shown: change, entry: { uid: 7, gid: 8, mode: 0o4750, bytes: 15 } })
  await expect(
    room.engine.files.write(running, '/data/text.txt', { ...change, version: content.version }),
  ).rejects.toMatchObject({ code: 'conflict' })
  await room.engine.files.write(running, '/data/text.txt', { ...change, version: null })
})

it('writes in a stopped container too', async () => {
  const { version } = await room.engine.files.read(stopped, '/data/a')
  await room.engine.files.write(stopped, '/data/a', {
    text: 'changed',
    form: { encoding: 'utf-8', mark: false },
    version,
  })
  expect((await download(stopped, ['/data/a'])).body.toString()).toBe('changed')
})

it('shows pictures, and the beginning of what is neither text nor picture', async () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(2000)])
  await put(running, '/data/sub', {
    'a.png': png,
    'a.bin': Buffer.alloc(100_000),
    'big.txt': 'ab\n'.repeat(1_000_000),
  })
  expect((await room.engine.files.read(running, '/data/sub/a.png')).shown).toEqual({
    kind: 'image',
    type: 'image/png',
    base64: png.toString('base64'),
  })
  expect((await room.engine.files.read(running, '/data/sub/a.bin')).shown.kind).toBe('binary')
  const big = await room.engine.files.read(running, '/data/sub/big.txt')
  expect(big).toMatchObject({ version: null, readBytes: 2 * 1024 * 1024, entry: { bytes: 3_000_000 } })
  await expect(room.engine.files.read(running, '/data/sub')).rejects.toMatchObject({ code: 'bad-input' })
})

it('makes, renames, measures, finds and removes', async () => {
  const { files } = room.engine
  await files.makeFolder(running, '/data/made')
  await expect(files.makeFolder(running, '/data/made')).rejects.toMatchObject({ code: 'conflict' })
  await put(running, '/data/made', { 'in/needle[1].txt': '12345', '-rf': 'x' })
  await expect(files.rename(running, '/data/made', '/data/sub')).rejects.toMatchObject({ code: 'conflict' })
  await files.rename(running, '/data/made', '/data/-moved')
  expect(await files.measure(running, ['/data/-moved'])).toEqual({ bytes: 6, entries: 4 })
  const found: string[] = []
  for await (const part of files.search(running, '/', 'NEEDLE[1]', idle))
    found.push(...part.paths.map(({ path }) => path))
  expect(found).toEqual(['/data/-moved/in/needle[1].txt'])
  await files.remove(running, ['/data/-moved', '/data/new\nline'])
  expect(await names(running, '/data')).not.toContain('-moved')
  await expect(files.remove(running, ['/'])).rejects.toMatchObject({ code: 'bad-input' })
  await expect(files.remove(running, ['/etc/hosts'])).rejects.toMatchObject({
    hint: expect.stringContaining('mounted') as string,
  })
})

it('downloads a file as it is, a folder and several files as a tar', async () => {
  const one = await download(stopped, ['/data/sub/b'])
  expect(one.offer).toMatchObject({ name: 'b', bytes: 2, type: 'application/octet-stream' })
  expect(one.body.toString()).toBe('b\n')
  const folder = await download(stopped, ['/data'])
  expect(folder.offer).toMatchObject({ name: 'data.tar', bytes: null })
  expect(await namesIn(folder.body)).toEqual(['data/', 'data/a', 'data/sub/', 'data/sub/b'])
  const several = await download(stopped, ['/data/a', '/data/sub'])
  expect(several.offer.name).toBe('data.tar')
  expect(await namesIn(several.body)).toEqual(['a', 'sub/', 'sub/b'])
})

it('looks into a volume through a helper, which no list shows and which goes', async () => {
  await put(volume, '/', { 'a.txt': 'in a volume', 'dir/b.txt': 'b' })
  expect((await list(volume, '/')).end).toMatchObject({ way: 'programs' })
  expect(await names(volume, '/')).toEqual(['a.txt', 'dir'])
  expect((await room.engine.files.read(volume, '/dir/b.txt')).shown).toMatchObject({ text: 'b' })
  await room.engine.files.rename(volume, '/dir', '/renamed')
  expect(await namesIn((await download(volume, ['/renamed'])).body)).toEqual(['renamed/', 'renamed/b.txt'])
  await room.engine.files.remove(volume, ['/renamed'])
  expect(await names(volume, '/')).toEqual(['a.txt'])
  const rows = await room.containers().until('the list', (all) => all.length > 0)
  expect(rows.map(({ name }) => name).sort()).toEqual(['bare', 'running', 'stopped'])
  expect(await helpers()).toBe(1)
  await room.engine.volumes.remove('data')
  expect(await helpers()).toBe(0)
  await expect(names(volume, '/')).rejects.toMatchObject({ code: 'not-found' })
})

it('says why nothing can be changed in a container that is paused or made read-only', async () => {
  const { files, containers } = room.engine
  const paused: FilePlace = { kind: 'container', id: await room.run('paused', ['sleep', '600']) }
  await containers.act(paused.id, 'pause')
  expect((await files.look(paused, '/bin')).powers).toMatchObject({ change: false, why: 'paused' })
  await expect(files.remove(paused, ['/bin/ls'])).rejects.toMatchObject({ hint: 'Unpause it first.' })
  const { Id: id } = (await room.client.json({
    doing: 'create',
    method: 'POST',
    path: '/containers/create?name=fixed',
    body: {
      Image: 'busybox',
      NetworkDisabled: true,
      HostConfig: { NetworkMode: 'none', ReadonlyRootfs: true },
    },
  })) as { Id: string }
  const fixed: FilePlace = { kind: 'container', id }
  expect((await files.look(fixed, '/bin')).powers).toMatchObject({ change: false, why: 'read-only' })
  await expect(files.rename(fixed, '/bin/ls', '/bin/other')).rejects.toMatchObject({ code: 'conflict' })
  for (const name of ['paused', 'fixed']) await containers.remove(name, { force: true, volumes: false })
})

it('takes a killed host’s helpers away when it comes back', async () => {
  await room.engine.volumes.create({ name: 'again', driver: 'local', options: {}, labels: {} })
  await names({ kind: 'volume', name: 'again' }, '/')
  expect(await helpers()).toBe(1)
  room.engine.detach()
  room.engine.attach()
  await expect.poll(() => helpers(), { timeout: 20_000 }).toBe(0)
  expect(await names({ kind: 'volume', name: 'again' }, '/')).toEqual([])
})

it('moves a large file up and down in little memory, and lets go of what is called off', async () => {
  const chunk = randomBytes(1024 * 1024)
  const mebibytes = 2100
  async function* tar(): AsyncGenerator<Buffer> {
    const writer = pack()
    const sink = writer.entry({ name: 'large.bin', size: mebibytes * chunk.length })
    pipeline(Readable.from(Array.from({ length: mebibytes }, () => chunk)), sink).then(
      () => writer.finalize(),
      () => undefined,
    )
    yield* writer as AsyncIterable<Buffer>
  }
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
  const before = process.memoryUsage().rss
  const upload = await room.engine.files.upload(running, '/data')
  await upload.take(Readable.from(tar(), { objectMode: false }), idle, null)
  const offer = await room.engine.files.download(running, ['/data/large.bin'])
  expect(offer.bytes).toBe(mebibytes * chunk.length)
  let bytes = 0
  for await (const piece of (await offer.open(idle)) as AsyncIterable<Buffer>) bytes += piece.length
  clearInterval(watch)
  expect(bytes).toBe(mebibytes * chunk.length)
  expect(peak - before).toBeLessThan(200 * 1024 * 1024)
  const jobs = await room
    .jobs()
    .until('both are done', (all) => all.length === 2 && all.every(({ state }) => state === 'done'))
  expect(jobs.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['upload', '/data'],
    ['download', 'large.bin'],
  ])
  const left = new AbortController()
  const again = await (await room.engine.files.download(running, ['/data/large.bin'])).open(left.signal)
  left.abort()
  await expect(text(again)).rejects.toThrow()
})

async function helpers(): Promise<number> {
  const query = { all: true, filters: { label: [helperLabel] } }
  return ((await room.client.json({ doing: 'list helpers', path: '/containers/json', query })) as unknown[])
    .length
}

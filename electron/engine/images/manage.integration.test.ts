import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { busyboxImage, loadBusybox } from '../../../tests/fixtures/busybox-image.ts'
import { EngineRoom, type WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { ociImage } from '../../../tests/fixtures/oci-image.ts'
import { startRegistry, type TestRegistry } from '../../../tests/fixtures/registry.ts'
import type { ImageRow } from '../../api/schema/images.ts'
import type { Job } from '../../api/schema/jobs.ts'

const never = new AbortController().signal

describe.runIf(canRunEngine)('images, managed', () => {
  let room: EngineRoom
  let registry: TestRegistry
  let images: WatchedTable<ImageRow>
  let jobs: WatchedTable<Job>

  beforeAll(async () => {
    registry = await startRegistry()
    room = await EngineRoom.open({ hostNetwork: true })
    images = room.images()
    jobs = room.jobs()
  })
  afterAll(async () => {
    await room.close()
    await registry.stop()
  })

  const tagged = async (tag: string): Promise<ImageRow> => {
    const rows = await images.until(tag, (all) => all.some((row) => row.tags.includes(tag)))
    return rows.find((row) => row.tags.includes(tag))!
  }
  const gone = (tag: string): Promise<unknown> =>
    images.until(`no ${tag}`, (all) => !all.some((row) => row.tags.includes(tag)))
  const ended = async (is: (job: Job) => boolean): Promise<Job> => {
    const rows = await jobs.until('a job ended', (all) =>
      all.some((job) => is(job) && job.state !== 'running'),
    )
    return rows.find(is)!
  }
  const done = async (id: string): Promise<Job> => {
    const job = await ended((one) => one.id === id)
    expect(job).toMatchObject({ state: 'done', error: null })
    return job
  }

  it('gives an image names, and takes them off', async () => {
    const { id } = await tagged('busybox:latest')
    await room.engine.images.tag(id, 'team/box:1')
    await room.engine.images.tag('busybox:latest', 'box')
    expect((await tagged('team/box:1')).id).toBe(id)
    expect((await tagged('box:latest')).id).toBe(id)
    expect(await room.engine.images.remove('team/box:1', { force: false })).toMatchObject({ deleted: [] })
    await gone('team/box:1')
    await room.engine.images.remove('box:latest', { force: false })
    for (const name of ['Not A Name', `box@sha256:${'ab'.repeat(32)}`])
      await expect(room.engine.images.tag(id, name)).rejects.toMatchObject({ code: 'bad-input' })
    await expect(room.engine.images.tag('nothing', 'box')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('knows what an image is made of, for each platform', async () => {
    const own = await busyboxImage({ ballast: [1], labels: { team: 'harbour' } })
    const other = await ociImage([[{ path: 'a', data: Buffer.from('x') }]], { Cmd: ['other'] }, 'arm64')
    await registry.pushIndex('team/multi', 'v1', [
      [{ os: 'linux', architecture: 'amd64' }, own],
      [{ os: 'linux', architecture: 'arm64', variant: 'v8' }, other],
    ])
    const name = `${registry.host}/team/multi:v1`
    await done(await room.engine.images.pull(name))
    expect((await tagged(name)).platforms).toEqual([
      { name: 'linux/amd64', here: true },
      { name: 'linux/arm64/v8', here: false },
    ])
    const detail = await room.engine.images.detail(name, null)
    expect(detail).toMatchObject({ platform: 'linux/amd64', command: ['sh'], labels: { team: 'harbour' } })
    expect(detail.layers.map((layer) => layer.command)).toEqual([
      'CMD ["sh"]',
      'COPY ballast/0 / # buildkit',
      'COPY bin/busybox / # buildkit',
      expect.stringContaining('COPY lib/ld-musl') as string,
    ])
    expect(detail.layers[1]?.bytes).toBeGreaterThan(1_000_000)
    expect(detail.layers.filter((layer) => layer.id !== null)).toHaveLength(3)
    expect(detail.variants.map(({ platform, here }) => [platform, here])).toEqual([
      ['linux/amd64', true],
      ['linux/arm64/v8', false],
    ])
    const second = await done(await room.engine.images.pull(name, 'linux/arm64'))
    expect(second.subject).toBe(`${name} (linux/arm64)`)
    expect(await room.engine.images.detail(name, 'linux/arm64')).toMatchObject({
      platform: 'linux/arm64',
      command: ['other'],
      variants: [{ here: true }, { here: true }],
    })
    const wanted = await room.engine.images.pull(name, 'linux/s390x')
    expect(await ended((job) => job.id === wanted)).toMatchObject({
      state: 'failed',
      error: { hint: expect.stringContaining('not made for this processor') as string },
    })
    await room.engine.images.remove(name, { force: true })
    await gone(name)
  })

  it('pushes with progress of each layer', async () => {
    const name = `${registry.host}/team/pushed:1`
    await loadBusybox(room.native.socketPath, 'big:1', { ballast: [8] })
    await room.engine.images.tag('big:1', name)
    const job = await done(await room.engine.images.push(name))
    expect(job).toMatchObject({ kind: 'push', subject: name, again: true })
    expect(new Set(job.layers.map((layer) => layer.status))).toEqual(new Set(['Pushed']))
    expect(job.layers.some((layer) => (layer.totalBytes ?? 0) > 8_000_000)).toBe(true)
    expect(job.line).toMatch(/^1: digest: sha256:/)
    const again = await done(await room.engine.images.push(name))
    expect(new Set(again.layers.map((layer) => layer.status))).toEqual(new Set(['Layer already exists']))
    const missing = await room.engine.images.push(`${registry.host}/team/missing:1`)
    expect(await ended((one) => one.id === missing)).toMatchObject({ state: 'failed' })
  })

  it('saves several images as one tar, and loads it again', async () => {
    await loadBusybox(room.native.socketPath, 'other:1', { labels: { other: 'yes' } })
    const offer = room.engine.images.save(['busybox:latest', 'other:1'])
    expect(offer).toMatchObject({ name: 'images.tar', type: 'application/x-tar', bytes: null })
    const archive = await buffer(await offer.open(never))
    const saved = await ended((job) => job.kind === 'save')
    expect(saved).toMatchObject({ subject: 'busybox:latest +1', state: 'done' })
    expect(saved.bytes).toEqual({ current: archive.length, total: archive.length })

    for (const name of ['busybox:latest', 'other:1']) {
      await room.engine.images.remove(name, { force: true })
      await gone(name)
    }
    const load = room.engine.images.load('images.tar', null)
    await load.take(Readable.from([archive]), never, archive.length)
    const loaded = await ended((job) => job.kind === 'load')
    expect(loaded.bytes).toEqual({ current: archive.length, total: archive.length })
    expect(loaded.line?.split(', ').sort()).toEqual(['busybox:latest', 'other:1'])
    await tagged('busybox:latest')
    await tagged('other:1')
    expect(room.engine.images.save(['docker.io/library/other:1']).name).toBe('other-1.tar')
  })

  it('imports the tar of a root file system under a name', async () => {
    const empty = Buffer.alloc(10_240)
    const load = room.engine.images.load('rootfs.tar', 'imported:1')
    await load.take(Readable.from([empty]), never, null)
    expect(await ended((job) => job.subject === 'rootfs.tar')).toMatchObject({ line: 'imported:1' })
    await tagged('imported:1')
  })

  it('says what is no archive, and ends a transfer whose browser is gone', async () => {
    const load = room.engine.images.load('odd.tar', null)
    await expect(load.take(Readable.from([Buffer.alloc(4096, 'x')]), never, null)).rejects.toMatchObject({
      code: 'bad-input',
      hint: expect.stringContaining('no archive of images') as string,
    })
    const gives = new AbortController()
    const endless = new Readable({ read: () => endless.push(Buffer.alloc(65_536)) })
    const taken = room.engine.images.load('endless.tar', null).take(endless, gives.signal, null)
    gives.abort()
    await expect(taken).rejects.toMatchObject({ code: 'cancelled' })
    expect(await ended((job) => job.subject === 'endless.tar')).toMatchObject({ state: 'cancelled' })
    endless.destroy()

    await expect(room.engine.images.save(['nothing:here']).open(never)).rejects.toMatchObject({
      code: 'not-found',
    })
    const left = new AbortController()
    const body = await room.engine.images.save(['big:1']).open(left.signal)
    left.abort()
    expect(await ended((job) => job.subject === 'big:1')).toMatchObject({ state: 'cancelled' })
    body.destroy()
  })

  it('knows whether a registry has another image under a tag', async () => {
    const name = `${registry.host}/team/news:1`
    const [old, fresh] = [await busyboxImage(), await busyboxImage({ labels: { fresh: 'yes' } })]
    await registry.push('team/news', '1', old)
    await done(await room.engine.images.pull(name))
    expect(await room.engine.images.news(name, false)).toMatchObject({
      tag: name,
      state: 'current',
      reason: null,
    })
    await registry.push('team/news', '1', fresh)
    expect(await room.engine.images.news(name, false)).toMatchObject({ state: 'current' })
    expect(await room.engine.images.news(name, true)).toMatchObject({ state: 'newer' })
    await done(await room.engine.images.pull(name))
    expect(await room.engine.images.news(name, false)).toMatchObject({ state: 'current' })

    await room.engine.images.tag(name, `${registry.host}/team/mine:1`)
    await room.engine.images.tag(name, '127.0.0.1:1/team/down:1')
    expect(await room.engine.images.news(`${registry.host}/team/mine:1`, false)).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('Check the name and the tag') as string,
    })
    expect(await room.engine.images.news('127.0.0.1:1/team/down:1', false)).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('connection refused') as string,
    })
  })

  it('measures what is shared', async () => {
    await loadBusybox(room.native.socketPath, 'other:1', { labels: { other: 'newer' } })
    const sizes = await room.engine.images.sizes()
    const busybox = sizes.images.find(({ id }) =>
      images.rows.find((row) => row.id === id)?.tags.includes('busybox:latest'),
    )
    expect(busybox?.sharedBytes).toBeGreaterThan(1_000_000)
    expect(sizes.totalBytes).toBeLessThan(sizes.images.reduce((sum, { bytes }) => sum + bytes, 0))
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { busyboxImage } from '../../../tests/fixtures/busybox-image.ts'
import { EngineRoom, type WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import {
  registryPassword,
  registryUser,
  startRegistry,
  type TestRegistry,
} from '../../../tests/fixtures/registry.ts'
import { slowRegistry } from '../../../tests/fixtures/slow-registry.ts'
import type { ImageRow } from '../../api/schema/images.ts'
import type { Job } from '../../api/schema/jobs.ts'

describe.runIf(canRunEngine)('images of a real engine', () => {
  let room: EngineRoom
  let registry: TestRegistry
  let locked: TestRegistry
  let configDir: string

  beforeAll(async () => {
    configDir = await mkdtemp(path.join(os.tmpdir(), 'berth-docker-config-'))
    registry = await startRegistry()
    locked = await startRegistry({ login: true })
    room = await EngineRoom.open({ dockerConfigDir: configDir, hostNetwork: true })
  })
  afterAll(async () => {
    await room.close()
    await registry.stop()
    await locked.stop()
    await rm(configDir, { recursive: true })
  })

  const tagged = (rows: ImageRow[], tag: string): ImageRow | undefined =>
    rows.find((row) => row.tags.includes(tag))
  const ended = async (jobs: WatchedTable<Job>, id: string): Promise<Job> => {
    const rows = await jobs.until('the job ended', (all) =>
      all.some((job) => job.id === id && job.state !== 'running'),
    )
    return rows.find((job) => job.id === id)!
  }

  /** What nobody holds on to is gone then: the removal of an image waits for it. */
  async function collectGarbage(): Promise<void> {
    const name = `${registry.host}/gone:latest`
    await registry.push('gone', 'latest', await busyboxImage({ ballast: [1] }))
    const jobs = room.jobs()
    expect(await ended(jobs, await room.engine.images.pull(name))).toMatchObject({ state: 'done' })
    jobs.stop()
    await room.engine.images.remove(name, { force: false })
  }

  it('pulls with progress of each layer, and shows what it pulled and who uses it', async () => {
    const images = room.images()
    const jobs = room.jobs()
    await images.until('busybox', (rows) => tagged(rows, 'busybox:latest') !== undefined)
    await registry.push('team/app', 'v1', await busyboxImage({ ballast: [8, 8] }))
    const reference = `${registry.host}/team/app:v1`

    const id = await room.engine.images.pull(reference)
    expect(await room.engine.images.pull(reference)).toBe(id)
    const job = await ended(jobs, id)
    expect(job).toMatchObject({ kind: 'pull', subject: reference, state: 'done', error: null })
    expect(job.line).toMatch(/^Status: Downloaded newer image/)
    expect(job.layers.length).toBeGreaterThanOrEqual(2)
    expect(new Set(job.layers.map(({ status }) => status))).toEqual(new Set(['Pull complete']))
    const large = job.layers.filter(({ totalBytes }) => (totalBytes ?? 0) > 8_000_000)
    expect(large.every((layer) => layer.currentBytes === layer.totalBytes)).toBe(true)

    const row = tagged(
      await images.until('the image', (rows) => tagged(rows, reference) !== undefined),
      reference,
    )
    expect(row?.bytes).toBeGreaterThan(16_000_000)
    expect(row?.usedBy).toEqual([])
    const container = await room.create('uses-it', ['true'], { image: reference })
    await images.until('its user', (rows) => tagged(rows, reference)?.usedBy.join() === 'uses-it')

    await expect(room.engine.images.remove(reference, { force: false })).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Remove the container "uses-it" first, or remove the image by force.',
    })
    await room.engine.containers.remove(container, { force: false, volumes: false })
    await images.until('no user', (rows) => tagged(rows, reference)?.usedBy.length === 0)
    const removed = await room.engine.images.remove(reference, { force: false })
    expect(removed.untagged).toContain(reference)
    expect(removed.deleted).toEqual([row?.id])
    await images.until('gone', (rows) => tagged(rows, reference) === undefined)

    await room.engine.jobs.dismiss(id)
    await jobs.until('dismissed', (rows) => rows.length === 0)
    images.stop()
    jobs.stop()
  })

  it('cancels a pull, and the engine lets go of the registry', async () => {
    await registry.push('slow', 'latest', await busyboxImage({ ballast: [16] }))
    const slow = await slowRegistry(registry.host)
    const jobs = room.jobs()
    const id = await room.engine.images.pull(`${slow.host}/slow`)
    await jobs.until('bytes', (rows) =>
      rows.some((job) => job.layers.some((layer) => layer.status === 'Downloading')),
    )
    await expect(room.engine.jobs.dismiss(id)).rejects.toMatchObject({ code: 'conflict' })
    await room.engine.jobs.cancel(id)
    expect(await ended(jobs, id)).toMatchObject({ state: 'cancelled', error: null })
    await slow.givenUp
    await room.engine.jobs.cancel(id)
    slow.stop()
    jobs.stop()
  })

  it('goes on in the middle of a layer when its connection is cut', async () => {
    await registry.push('severed', 'latest', await busyboxImage({ ballast: [17] }))
    const slow = await slowRegistry(registry.host)
    const jobs = room.jobs()
    const id = await room.engine.images.pull(`${slow.host}/severed`)
    await slow.heldBack
    slow.cutOnce()
    expect(await ended(jobs, id)).toMatchObject({ state: 'done' })
    // Not from its beginning: what had come by then is not fetched again.
    expect(slow.resumedAt).toEqual([expect.any(Number)])
    expect(slow.resumedAt[0]).toBeGreaterThan(2 ** 20)
    slow.stop()
    jobs.stop()
  })

  it('does a pull again that was cut off', async () => {
    await registry.push('cut', 'latest', await busyboxImage({ ballast: [1, 16] }))
    const cut = await slowRegistry(registry.host)
    const jobs = room.jobs()
    const id = await room.engine.images.pull(`${cut.host}/cut`)
    await cut.heldBack
    cut.breakOff()
    expect(await ended(jobs, id)).toMatchObject({ state: 'failed', again: true })
    cut.heal()
    await room.engine.jobs.again(id)
    await jobs.until('the pull is done', (rows) => rows.some((job) => job.id === id && job.state === 'done'))
    cut.stop()
    jobs.stop()
  })

  it('goes on with a pull that was cancelled: the engine keeps its complete layers', async () => {
    await registry.push('held', 'latest', await busyboxImage({ ballast: [2, 17] }))
    const slow = await slowRegistry(registry.host)
    const jobs = room.jobs()
    const id = await room.engine.images.pull(`${slow.host}/held`)
    await slow.heldBack
    await jobs.until('all but the large layer', (rows) =>
      rows.some((job) => {
        const underWay = job.layers.filter(({ status }) => !/^(Download|Pull) complete$|exists$/.test(status))
        return job.id === id && job.layers.length > 1 && underWay.length === 1
      }),
    )
    await room.engine.jobs.cancel(id)
    expect(await ended(jobs, id)).toMatchObject({ state: 'cancelled', again: true })
    await slow.givenUp
    await collectGarbage()
    slow.heal()
    const asked = slow.blobs.length
    await room.engine.jobs.again(id)
    await jobs.until('the pull is done', (rows) => rows.some((job) => job.id === id && job.state === 'done'))
    // The large layer once more, and no other.
    expect(new Set(slow.blobs.slice(asked)).size).toBe(1)
    slow.stop()
    jobs.stop()
  })

  it('says why a pull failed, and what to do', async () => {
    const jobs = room.jobs()
    const failure = async (reference: string): Promise<Job> =>
      ended(jobs, await room.engine.images.pull(reference))
    expect(await failure(`${registry.host}/nothing:here`)).toMatchObject({
      state: 'failed',
      error: {
        message: expect.stringMatching(/^Could not pull .*nothing:here: .*not found/) as string,
        hint: `Check the name and the tag of ${registry.host}/nothing.`,
      },
    })
    expect(await failure('127.0.0.1:1/unreachable')).toMatchObject({
      state: 'failed',
      error: {
        hint: 'Check that 127.0.0.1:1 is up and that this computer reaches it: its network, VPN and proxy. Then try again.',
      },
    })
    await expect(room.engine.images.pull('Not A Name')).rejects.toMatchObject({ code: 'bad-input' })
    jobs.stop()
  })

  it('uses what docker login left', async () => {
    await locked.push('private', 'v1', await busyboxImage())
    const reference = `${locked.host}/private:v1`
    const jobs = room.jobs()
    expect(await ended(jobs, await room.engine.images.pull(reference))).toMatchObject({
      state: 'failed',
      error: {
        hint: `Check the name. If it is private, or you push to it, log in first: under Images, Registries, or by docker login ${locked.host}`,
      },
    })
    const auth = Buffer.from(`${registryUser}:${registryPassword}`).toString('base64')
    await writeFile(
      path.join(configDir, 'config.json'),
      JSON.stringify({ auths: { [locked.host]: { auth } } }),
    )
    expect(await ended(jobs, await room.engine.images.pull(reference))).toMatchObject({ state: 'done' })
    jobs.stop()
  })

  it('says that a pull broke off when the engine dies under it', async () => {
    const slow = await slowRegistry(registry.host)
    const jobs = room.jobs()
    const id = await room.engine.images.pull(`${slow.host}/slow`)
    await jobs.until('bytes', (rows) => rows.some((job) => job.id === id && job.layers.length > 0))
    await room.native.kill()
    expect(await ended(jobs, id)).toMatchObject({ state: 'failed' })
    slow.stop()
    await room.native.restart()
    await room.untilAnswering(true)
    jobs.stop()
  })
})

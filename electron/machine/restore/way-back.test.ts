import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BerthError, type ErrorCode } from '../../base/errors.ts'
import { silent } from '../../base/log.ts'
import type { ImageFiles, RestorePoints } from '../driver.ts'
import { trustAfterMs } from './record.ts'
import { WayBack } from './way-back.ts'

const never = new AbortController().signal
const failure = (code: ErrorCode = 'guest-failed'): BerthError =>
  new BerthError(code, 'No.', { hint: 'Look.' })

let dir: string
let calls: string[]
let now: number
let pointsFail = false
const points: RestorePoints = {
  make: async (name) => void calls.push(`make ${name}`),
  goBack: async (name) => void calls.push(`back ${name}`),
  remove: async (name) => {
    if (pointsFail) throw failure('hypervisor-failed')
    calls.push(`remove ${name}`)
  },
}

/** An image in a folder of that name, whose id is in its kernel. */
async function put(name: string, version: string, id = version): Promise<ImageFiles> {
  const at = path.join(dir, name)
  await mkdir(at, { recursive: true })
  const file = (each: string): object => ({ name: each, bytes: 1, sha256: 'a'.repeat(64) })
  const manifest = {
    version,
    architecture: 'x86_64',
    createdFrom: 'abc',
    files: { kernel: file('kernel'), initramfs: file('initramfs'), root: file('root') },
    components: [],
    bytes: 3,
  }
  await writeFile(path.join(at, 'manifest.json'), JSON.stringify(manifest))
  await writeFile(path.join(at, 'kernel'), id)
  return verify(at)
}
const verify = async (at: string): Promise<ImageFiles> => ({
  kernel: path.join(at, 'kernel'),
  initramfs: path.join(at, 'initramfs'),
  root: path.join(at, 'root'),
  id: await readFile(path.join(at, 'kernel'), 'utf8'),
})

/** Another host process each time: what counts is on disk. */
const wayBack = (): WayBack =>
  new WayBack({
    record: path.join(dir, 'known.json'),
    keepIn: path.join(dir, 'kept'),
    points,
    verify,
    log: silent,
    now: () => new Date(now),
  })

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-way-back-'))
  calls = []
  now = Date.parse('2026-01-01T00:00:00Z')
  pointsFail = false
})
afterEach(() => rm(dir, { recursive: true }))

describe('a new image', () => {
  it('is as any other on a disk that never met one', async () => {
    expect(await wayBack().plan(await put('image', '1'))).toBe('as-is')
  })

  it('gets a restore point before its first start, named by the version before, and one only', async () => {
    await wayBack().worked(await put('image', '1.0'))
    const fresh = await put('image', '1.1')
    expect(await wayBack().plan(fresh)).toBe('new')
    await wayBack().before(fresh, never)
    await wayBack().before(fresh, never)
    expect(calls).toEqual(['make 1.0'])
    await wayBack().worked(fresh)
    expect(await wayBack().plan(fresh)).toBe('as-is')
  })

  it('keeps two points, and gives them up after a week of answers', async () => {
    for (const version of ['1', '2', '3', '4']) {
      const image = await put('image', version)
      if ((await wayBack().plan(image)) === 'new') await wayBack().before(image, never)
      await wayBack().worked(image)
    }
    expect(calls).toEqual(['make 1', 'make 2', 'make 3', 'remove 1'])
    await wayBack().tidy(never)
    now += trustAfterMs + 1
    await wayBack().tidy(never)
    expect(calls.slice(4)).toEqual(['remove 2', 'remove 3'])
  })

  it('is started even when an old point cannot be removed', async () => {
    await wayBack().worked(await put('image', '1'))
    pointsFail = true
    now += trustAfterMs + 1
    await expect(wayBack().tidy(never)).resolves.toBeUndefined()
  })
})

describe('the way back', () => {
  let fresh: ImageFiles
  beforeEach(async () => {
    await wayBack().worked(await put('image', '1.0'))
    // An update puts the new image in the same place.
    fresh = await put('image', '1.1')
    await wayBack().before(fresh, never)
    calls = []
  })

  it('is taken after two failures: disk and image as they were, and the user is told', async () => {
    expect(await wayBack().failed(fresh, failure(), never)).toEqual(fresh)
    expect(calls).toEqual([])
    const guard = wayBack()
    const old = await guard.failed(fresh, failure('timeout'), never)
    expect(old).toMatchObject({ id: '1.0', kernel: path.join(dir, 'kept', 'kernel') })
    expect(calls).toEqual(['back 1.0'])
    expect(guard.notice?.message).toMatch(/1\.1 .* 1\.0 runs again/)
  })

  it('is remembered: the refused image is not tried again, the next one is', async () => {
    await wayBack().failed(fresh, failure(), never)
    await wayBack().failed(fresh, failure(), never)
    const guard = wayBack()
    expect(await guard.plan(fresh)).toBe('refused')
    expect(await guard.instead(fresh)).toMatchObject({ id: '1.0' })
    expect(guard.notice).not.toBeNull()
    const next = await put('image', '1.2')
    expect(await guard.plan(next)).toBe('new')
    expect(guard.notice).toBeNull()
    await guard.before(next, never)
    // The point of the same version is made anew: the disk has gone on since.
    expect(calls).toEqual(['back 1.0', 'remove 1.0', 'make 1.0'])
  })

  it.each(['cancelled', 'disk-full', 'hypervisor-missing', 'settings-invalid'] as const)(
    'is not taken for %s, which is no fault of the image',
    async (code) => {
      for (let i = 0; i < 3; i++) expect(await wayBack().failed(fresh, failure(code), never)).toBeNull()
    },
  )

  it('is not there without the old image: the error stands', async () => {
    await rm(path.join(dir, 'kept'), { recursive: true })
    await wayBack().failed(fresh, failure(), never)
    expect(await wayBack().failed(fresh, failure(), never)).toBeNull()
    expect(calls).toEqual([])
  })

  it('is not taken for an image that has worked', async () => {
    await wayBack().worked(fresh)
    expect(await wayBack().failed(fresh, failure(), never)).toBeNull()
  })
})

it('the image that works is laid by whole, and what was suspended finds it', async () => {
  await wayBack().worked(await put('image', '1.0'))
  expect((await readdir(dir)).sort()).toEqual(['image', 'kept', 'known.json'])
  const fresh = await put('image', '1.1')
  expect(await wayBack().knownImage(fresh)).toMatchObject({ id: '1.0' })
  await wayBack().worked(fresh)
  expect(await wayBack().knownImage(fresh)).toBeNull()
})

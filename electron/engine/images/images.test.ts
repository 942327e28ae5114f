import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import { engineClient } from '../client.ts'
import { readDiskUse } from '../disk-use/read.ts'
import { removeImage } from './remove.ts'
import { parseDetail } from './detail.ts'
import { imageSizes } from './disk-use.ts'
import { parseImages } from './row.ts'

const id = `sha256:${'ab'.repeat(32)}`

describe('parseImages', () => {
  it('makes rows of what the engine lists', () => {
    const manifest = (architecture: string, Available: boolean, more: object = {}): object => ({
      ID: `sha256:${architecture}`,
      Available,
      Kind: 'image',
      ImageData: { Platform: { os: 'linux', architecture, ...more } },
    })
    const listed = [
      {
        Id: id,
        RepoTags: ['alpine:3.23', 'alpine:latest'],
        RepoDigests: [`alpine@${id}`],
        Created: 1_785_585_600,
        Size: 8_000_000,
        Labels: { team: 'harbour' },
        Manifests: [
          manifest('amd64', true),
          manifest('arm64', false, { variant: 'v8' }),
          { ID: 'sha256:att', Available: true, Kind: 'attestation', AttestationData: {} },
        ],
      },
      {
        Id: 'sha256:dangling',
        RepoTags: ['<none>:<none>'],
        RepoDigests: ['<none>@<none>'],
        Created: 1,
        Size: 2,
      },
      { Id: 'sha256:bare', RepoTags: null, Labels: 'nonsense', Manifests: null },
      { RepoTags: ['no:id'] },
      null,
    ]
    const none = { tags: [], digests: [], usedBy: [], platforms: [], labels: {} }
    expect(parseImages(listed, (of) => (of === id ? ['web'] : []))).toEqual([
      {
        id,
        tags: ['alpine:3.23', 'alpine:latest'],
        digests: [`alpine@${id}`],
        created: 1_785_585_600,
        bytes: 8_000_000,
        usedBy: ['web'],
        platforms: [
          { name: 'linux/amd64', here: true },
          { name: 'linux/arm64/v8', here: false },
        ],
        labels: { team: 'harbour' },
      },
      { ...none, id: 'sha256:dangling', created: 1, bytes: 2 },
      { ...none, id: 'sha256:bare', created: 0, bytes: 0 },
    ])
    expect(parseImages('no list', () => [])).toEqual([])
  })
})

describe('parseDetail', () => {
  const config = { Entrypoint: ['/entry'], Cmd: ['serve'], Env: ['A=1'], ExposedPorts: { '80/tcp': {} } }
  const layers = ['sha256:l1', 'sha256:l2']
  const inspected = {
    Id: id,
    Os: 'linux',
    Architecture: 'arm64',
    Variant: 'v8',
    Config: config,
    RootFS: { Layers: layers },
  }
  const step = (CreatedBy: string, Size: number): object => ({ CreatedBy, Size, Created: 7, Comment: '' })

  it('lays out the configuration, and gives each step that made a layer its layer', () => {
    const detail = parseDetail(inspected, inspected, [step('CMD', 0), step('COPY b', 20), step('COPY a', 10)])
    expect(detail).toMatchObject({
      id,
      platform: 'linux/arm64/v8',
      entrypoint: ['/entry'],
      command: ['serve'],
      env: ['A=1'],
      ports: ['80/tcp'],
      volumes: [],
      user: '',
      created: null,
    })
    expect(detail.layers.map(({ id: layer, bytes, command }) => [layer, bytes, command])).toEqual([
      [null, 0, 'CMD'],
      ['sha256:l2', 20, 'COPY b'],
      ['sha256:l1', 10, 'COPY a'],
    ])
  })

  it('claims no layer for a step where they do not match, and shows layers without a history', () => {
    const guess = parseDetail(inspected, inspected, [step('COPY empty', 0), step('COPY a', 10)])
    expect(guess.layers.map((layer) => layer.id)).toEqual([null, null])
    expect(parseDetail(inspected, inspected, null).layers.map((layer) => layer.id)).toEqual([
      'sha256:l2',
      'sha256:l1',
    ])
  })

  it('does with an engine that says next to nothing', () => {
    expect(parseDetail({ Id: id }, { Id: id, Created: 'once', Config: null }, 'none')).toMatchObject({
      created: null,
      command: [],
      labels: {},
      layers: [],
      variants: [],
    })
  })
})

describe('removeImage', () => {
  let engine: FakeEngine
  beforeEach(async () => {
    engine = await FakeEngine.start()
  })
  afterEach(() => engine.stop())

  const remove = (force = false) =>
    removeImage(engineClient(engine.socketPath), 'alpine:3.23', { force }, (short) =>
      short === 'abcdef012345' ? 'web' : short,
    )

  it('tells what went', async () => {
    engine.json('/images/', [{ Untagged: 'alpine:3.23' }, { Deleted: id }, { Other: 'x' }])
    expect(await remove(true)).toEqual({ untagged: ['alpine:3.23'], deleted: [id] })
    expect(engine.requests).toEqual(['DELETE /images/alpine:3.23?force=true'])
  })

  it.each([
    [
      'conflict: unable to delete alpine:3.23 (must be forced) - container abcdef012345 is using its referenced image 00',
      'Remove the container "web" first, or remove the image by force.',
    ],
    [
      'conflict: unable to delete 00 (cannot be forced) - image is being used by running container abcdef012345',
      'Stop and remove the container "web" first.',
    ],
    [
      'conflict: unable to delete 00 (must be forced) - image is referenced in multiple repositories',
      'It has several names: remove these one by one, or the image by force.',
    ],
    [
      'conflict: image has dependent child images',
      'Remove what uses it first, or remove the image by force.',
    ],
  ])('advises on %j', async (words, hint) => {
    engine.json('/images/', { message: words }, 409)
    await expect(remove()).rejects.toMatchObject({
      code: 'conflict',
      message: `Could not remove the image alpine:3.23: ${words}`,
      hint,
    })
  })

  it('passes on what else goes wrong', async () => {
    engine.json('/images/', { message: 'No such image: alpine:3.23' }, 404)
    await expect(remove()).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the disk use of images', () => {
  const items = [
    { Id: 'sha256:used', RepoTags: ['a:1'], Size: 100, SharedSize: 40, Containers: 1 },
    { Id: 'sha256:unused', RepoTags: ['b:1'], Size: 50, SharedSize: 40, Containers: 0 },
    { Id: 'sha256:dangling', RepoTags: [], RepoDigests: [], Size: 7, SharedSize: 0, Containers: 0 },
    {
      Id: 'sha256:by-digest',
      RepoTags: [],
      RepoDigests: ['c@sha256:1'],
      Size: 9,
      SharedSize: -1,
      Containers: 0,
    },
    { nonsense: true },
  ]

  it.each([
    ['of an engine of today', { ImageUsage: { Items: items, TotalSize: 126, Reclaimable: 30 } }, 30],
    ['of one before API 1.52', { Images: items, LayersSize: 126 }, 26],
  ])('is read %s', (_, answer, reclaimed) => {
    const measured = readDiskUse('images', answer)
    if (!measured) throw new Error('not read')
    const sizes = imageSizes(measured)
    expect(sizes.totalBytes).toBe(126)
    expect(sizes.images).toContainEqual({ id: 'sha256:used', bytes: 100, sharedBytes: 40 })
    expect(sizes.images).toContainEqual({ id: 'sha256:by-digest', bytes: 9, sharedBytes: 0 })
    expect(measured.freeBytes).toBe(reclaimed)
  })
})

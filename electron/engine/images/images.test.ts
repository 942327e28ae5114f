import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import { engineClient } from '../client.ts'
import { removeImage } from './remove.ts'
import { parseImages } from './row.ts'

const id = `sha256:${'ab'.repeat(32)}`

describe('parseImages', () => {
  it('makes rows of what the engine lists', () => {
    const listed = [
      { Id: id, RepoTags: ['alpine:3.23', 'alpine:latest'], Created: 1_785_585_600, Size: 8_000_000 },
      { Id: 'sha256:dangling', RepoTags: ['<none>:<none>'], Created: 1, Size: 2 },
      { Id: 'sha256:bare', RepoTags: null },
      { RepoTags: ['no:id'] },
      null,
    ]
    expect(parseImages(listed, (of) => (of === id ? ['web'] : []))).toEqual([
      {
        id,
        tags: ['alpine:3.23', 'alpine:latest'],
        created: 1_785_585_600,
        bytes: 8_000_000,
        usedBy: ['web'],
      },
      { id: 'sha256:dangling', tags: [], created: 1, bytes: 2, usedBy: [] },
      { id: 'sha256:bare', tags: [], created: 0, bytes: 0, usedBy: [] },
    ])
    expect(parseImages('no list', () => [])).toEqual([])
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

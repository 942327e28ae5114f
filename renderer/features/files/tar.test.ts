// @vitest-environment node
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { expect, it } from 'vitest'
import { chosenFiles, topNames } from './dropped.ts'
import { tarOf } from './tar.ts'

async function read(tar: Blob) {
  const reader = extract()
  const feeding = pipeline(
    Readable.from([Buffer.from(await tar.arrayBuffer())], { objectMode: false }),
    reader,
  )
  const found: { name: string; type: string; mode: number; uid: number; content: string }[] = []
  for await (const entry of reader) {
    const { name, type, mode, uid } = entry.header
    found.push({ name, type, mode, uid, content: await text(entry) })
  }
  await feeding
  return found
}

it('is read back by another reader: names of any kind, folders, owners', async () => {
  const long = `${'directory/'.repeat(20)}ü 🐳.txt`
  const items = [
    { path: 'folder', file: null },
    { path: 'folder/a.txt', file: new File(['hello'], 'a.txt') },
    { path: long, file: new File(['x'.repeat(512)], 'x') },
    { path: 'empty', file: new File([], 'empty') },
  ]
  expect(await read(tarOf(items, { uid: 1000, gid: 7 }))).toEqual([
    { name: 'folder/', type: 'directory', mode: 0o755, uid: 1000, content: '' },
    { name: 'folder/a.txt', type: 'file', mode: 0o644, uid: 1000, content: 'hello' },
    { name: long, type: 'file', mode: 0o644, uid: 1000, content: 'x'.repeat(512) },
    { name: 'empty', type: 'file', mode: 0o644, uid: 1000, content: '' },
  ])
})

it('holds every length of a record, whose length counts itself', async () => {
  for (const length of [80, 88, 89, 90, 91, 92, 985, 988, 990, 995]) {
    const path = 'n'.repeat(length)
    expect((await read(tarOf([{ path, file: new File(['1'], 'x') }], { uid: 0, gid: 0 })))[0]?.name).toBe(
      path,
    )
  }
})

it('puts the folders of a chosen folder before what is in them', () => {
  const file = (path: string): File =>
    Object.defineProperty(new File([], 'x'), 'webkitRelativePath', { value: path })
  const items = chosenFiles([file('top/a'), file('top/in/b'), file('top/in/c')])
  expect(items.map(({ path }) => path)).toEqual(['top', 'top/in', 'top/a', 'top/in/b', 'top/in/c'])
  expect(topNames(items)).toEqual(['top'])
})

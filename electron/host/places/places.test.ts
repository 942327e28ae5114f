import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PlacePath } from '../../api/schema/places.ts'
import { absolutePath } from '../../base/paths.ts'
import { listFolder } from './list.ts'
import { RecentPlaces } from './recent.ts'
import { placesService } from './service.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-places-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('a folder is listed with kinds and sizes: folders first, numbers by value, links as what they lead to', async () => {
  await mkdir(path.join(dir, 'src'))
  await writeFile(path.join(dir, 'v10'), '1234')
  await writeFile(path.join(dir, 'v9'), '')
  await writeFile(path.join(dir, 'Größe 😀'), 'x')
  await symlink('src', path.join(dir, 'to-src'))
  await symlink('nowhere', path.join(dir, 'broken'))
  const listing = await listFolder(`${dir}/./src/..`)
  expect(listing).toMatchObject({ path: dir, parent: path.dirname(dir), more: 0 })
  expect(listing.entries).toEqual([
    { name: 'src', kind: 'folder', bytes: null },
    { name: 'to-src', kind: 'folder', bytes: null },
    { name: 'broken', kind: 'other', bytes: null },
    { name: 'Größe 😀', kind: 'file', bytes: 1 },
    { name: 'v9', kind: 'file', bytes: 0 },
    { name: 'v10', kind: 'file', bytes: 4 },
  ])
})

test('the top has no parent; ~ is the home', async () => {
  expect((await listFolder('/')).parent).toBeNull()
  expect((await listFolder('~', dir)).path).toBe(dir)
  expect(absolutePath('~/a', '/home/ada')).toBe('/home/ada/a')
  expect(absolutePath('/~/a', '/home/ada')).toBe('/~/a')
})

test('what is gone, is no folder or must not be read is each a sentence', async () => {
  await writeFile(path.join(dir, 'file'), '')
  await expect(listFolder(`${dir}/gone`)).rejects.toMatchObject({
    code: 'not-found',
    message: `There is no folder ${dir}/gone.`,
  })
  await expect(listFolder(`${dir}/file`)).rejects.toMatchObject({
    code: 'bad-input',
    message: `${dir}/file is no folder.`,
  })
})

test.skipIf(process.getuid?.() === 0)('a folder of somebody else is told as one', async () => {
  await mkdir(path.join(dir, 'closed'))
  await chmod(path.join(dir, 'closed'), 0)
  await expect(listFolder(`${dir}/closed`)).rejects.toMatchObject({ code: 'bad-input' })
})

test('a folder of thousands is listed so far, and says how many more there are', async () => {
  await Promise.all(Array.from({ length: 5003 }, (_, n) => writeFile(path.join(dir, `f${n}`), '')))
  const listing = await listFolder(dir)
  expect(listing.entries).toHaveLength(5000)
  expect(listing.more).toBe(3)
})

test('what was picked comes back, newest first and once, also after a restart; others’ uses are their own', async () => {
  const file = path.join(dir, 'places.json')
  const places = placesService(file)
  await Promise.all([
    places.remember('build', '/a'),
    places.remember('build', '/b/../b/'),
    places.remember('compose', '/c'),
  ])
  await places.remember('build', '/a')
  expect(await placesService(file).recent('build')).toEqual(['/a', '/b'])
  expect(await placesService(file).recent('secret')).toEqual([])
})

test('a dozen is remembered; a damaged file is begun anew', async () => {
  const file = path.join(dir, 'places.json')
  await writeFile(file, '{"build": 7')
  const recent = new RecentPlaces(file)
  for (let n = 0; n < 20; n += 1) await recent.remember('build', `/p${n}`)
  expect(await recent.of('build')).toHaveLength(12)
  expect((await recent.of('build'))[0]).toBe('/p19')
})

test('paths are absolute or of the home', () => {
  for (const good of ['/', '/a b', '~', '~/x']) expect(PlacePath.safeParse(good).success).toBe(true)
  for (const bad of ['', 'a', './a', '~x', '/a\0', `/${'x'.repeat(5000)}`])
    expect(PlacePath.safeParse(bad).success).toBe(false)
})

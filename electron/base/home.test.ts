import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareHome } from './home.ts'
import { pathsOf } from './paths.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth home ü '))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})
const mode = async (file: string): Promise<number> => (await stat(file)).mode & 0o777

test('a new home is private, spaces and letters of any kind in its path', async () => {
  const paths = pathsOf(path.join(dir, 'a b', 'Zuhause'))
  await prepareHome(paths)
  await prepareHome(paths)
  for (const made of [paths.home, paths.logs, paths.machine.dir, paths.run.dir])
    expect(await mode(made)).toBe(0o700)
})

test('a folder of sockets that others may enter is closed to them', async () => {
  const paths = pathsOf(dir)
  await mkdir(paths.run.dir)
  await chmod(paths.run.dir, 0o755)
  await prepareHome(paths)
  expect(await mode(paths.run.dir)).toBe(0o700)
})

test('a file in the way is named with what to do', async () => {
  const file = path.join(dir, 'file')
  await writeFile(file, '')
  const refused = {
    code: 'home-unusable',
    message: expect.stringContaining('a file stands in its way') as string,
  }
  await expect(prepareHome(pathsOf(file))).rejects.toMatchObject(refused)
  await expect(prepareHome(pathsOf(path.join(file, 'below')))).rejects.toMatchObject(refused)
})

test('a link in place of the folder of sockets is refused', async () => {
  const paths = pathsOf(dir)
  await mkdir(path.join(dir, 'elsewhere'))
  await symlink(path.join(dir, 'elsewhere'), paths.run.dir)
  await expect(prepareHome(paths)).rejects.toMatchObject({ code: 'home-unusable' })
})

test('a place where not even root can make a folder is refused', async () => {
  await expect(prepareHome(pathsOf('/proc/berth'))).rejects.toMatchObject({ code: 'home-unusable' })
})

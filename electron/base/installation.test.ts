import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findInstallation, installationFile } from './installation.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-installation-'))
  await mkdir(path.join(dir, 'dist'))
  const record = { version: '1.2.3', tools: 'resources/tools', image: '/opt/image' }
  await writeFile(path.join(dir, 'dist', installationFile), JSON.stringify(record))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('it is found from a bundle and from the sources, relative paths beside the record', async () => {
  const expected = {
    version: '1.2.3',
    tools: path.join(dir, 'dist', 'resources', 'tools'),
    image: '/opt/image',
    page: path.join(dir, 'dist', 'renderer'),
    commands: path.join(dir, 'scripts'),
    packaged: false,
  }
  expect(await findInstallation(path.join(dir, 'dist'), {})).toEqual(expected)
  expect(await findInstallation(path.join(dir, 'electron', 'host'), {})).toEqual(expected)
})

test('one that brings its image along is a package', async () => {
  const record = { version: '1.2.3', tools: '../tools', image: '../image' }
  await writeFile(path.join(dir, 'dist', installationFile), JSON.stringify(record))
  expect(await findInstallation(path.join(dir, 'dist'), {})).toMatchObject({
    image: path.join(dir, 'image'),
    commands: path.join(dir, 'bin'),
    packaged: true,
  })
})

test('the environment puts other folders in place', async () => {
  const env = { BERTH_TOOLS: '/tools', BERTH_IMAGE: '/image' }
  expect(await findInstallation(path.join(dir, 'dist'), env)).toMatchObject({
    tools: '/tools',
    image: '/image',
  })
})

test('without one, what to do is said', async () => {
  await expect(findInstallation(path.join(dir, 'a', 'b', 'c'), {})).rejects.toMatchObject({
    code: 'image-missing',
    hint: expect.stringContaining('scripts/start') as string,
  })
})

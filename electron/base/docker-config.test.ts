import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linkDockerConfig } from './docker-config.ts'

let root = ''
let own = ''
let dir = ''
let tools = ''
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'berth docker config ')))
  own = path.join(root, 'user')
  dir = path.join(root, 'run', 'docker-config')
  tools = path.join(root, 'tools')
  await mkdir(tools)
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})
const link = (): Promise<string> => linkDockerConfig(dir, tools, { DOCKER_CONFIG: own })

test('for a user who never used docker, what it will write lands in their own folder', async () => {
  expect(await link()).toBe(own)
  await mkdir(path.join(dir, 'contexts', 'meta'))
  expect(await readdir(path.join(own, 'contexts'))).toEqual(['meta'])
  expect(await readlink(path.join(dir, 'config.json'))).toBe(path.join(own, 'config.json'))
  expect((await readdir(path.join(dir, 'cli-plugins'))).sort()).toEqual(['docker-buildx', 'docker-compose'])
})

test('the user’s logins and plugins are there, our plugins in front of theirs', async () => {
  await mkdir(path.join(own, 'cli-plugins'), { recursive: true })
  await writeFile(path.join(own, 'config.json'), '{"auths":{}}')
  for (const name of ['docker-compose', 'docker-scout'])
    await writeFile(path.join(own, 'cli-plugins', name), 'theirs')
  for (const name of ['docker-compose', 'docker-buildx']) await writeFile(path.join(tools, name), 'ours')
  await link()
  expect(await readFile(path.join(dir, 'config.json'), 'utf8')).toBe('{"auths":{}}')
  const read = (name: string): Promise<string> => readFile(path.join(dir, 'cli-plugins', name), 'utf8')
  expect([await read('docker-compose'), await read('docker-buildx'), await read('docker-scout')]).toEqual([
    'ours',
    'ours',
    'theirs',
  ])
})

test('what the user removed goes, what they added comes, and twice at once is no harm', async () => {
  await mkdir(own)
  await writeFile(path.join(own, 'old'), '')
  await link()
  await rm(path.join(own, 'old'))
  await writeFile(path.join(own, 'new'), '')
  await Promise.all([link(), link(), link()])
  expect((await readdir(dir)).sort()).toEqual(['buildx', 'cli-plugins', 'config.json', 'contexts', 'new'])
  for (const name of ['buildx', 'config.json', 'contexts', 'new'])
    expect((await lstat(path.join(dir, name))).isSymbolicLink()).toBe(true)
})

test('proxies stand in a copy of the user’s configuration, until there are none or the user says so', async () => {
  const proxies = { 'unix:///run/engine.sock': { httpProxy: 'http://proxy:3128' } }
  const config = path.join(dir, 'config.json')
  const linkWith = (): Promise<string> => linkDockerConfig(dir, tools, { DOCKER_CONFIG: own }, proxies)
  const shown = async (): Promise<unknown> => JSON.parse(await readFile(config, 'utf8'))
  await link()
  await Promise.all([linkWith(), linkWith(), linkWith()])
  expect(await shown()).toEqual({ proxies })
  await writeFile(path.join(own, 'config.json'), '{"auths":{"r.example":{"auth":"eA=="}}}')
  await linkWith()
  expect(await shown()).toEqual({ auths: { 'r.example': { auth: 'eA==' } }, proxies })
  expect((await lstat(config)).mode & 0o777).toBe(0o600)
  expect(await readdir(path.dirname(dir))).toEqual(['docker-config'])
  for (const theirs of ['{"proxies":{}}', 'no JSON']) {
    await writeFile(path.join(own, 'config.json'), theirs)
    await linkWith()
    expect(await readlink(config)).toBe(path.join(own, 'config.json'))
  }
  await writeFile(path.join(own, 'config.json'), '{}')
  await linkWith()
  await link()
  expect(await readlink(config)).toBe(path.join(own, 'config.json'))
})

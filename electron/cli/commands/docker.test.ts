import { lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dockerHost, pathsOf, type Paths } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { docker } from './docker.ts'

let dir: string
let paths: Paths
let stored: object | null
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-cli-docker-'))
  paths = pathsOf(dir)
  stored = { proxies: { 'http-proxy': 'http://proxy:3128' } }
  await writeFile(path.join(dir, 'docker'), '', { mode: 0o755 })
})
afterEach(() => rm(dir, { recursive: true }))

/** The configuration that docker is started with. */
async function configFor(...args: string[]): Promise<string> {
  const view = { query: async () => ({ stored, inUse: null }) }
  const host = { api: { settings: { engine: { view } } }, close: () => undefined }
  const context = {
    paths,
    terminal: { errors: new PassThrough(), env: { HOME: dir, DOCKER_CONFIG: path.join(dir, 'own') } },
    hosts: { find: async () => (stored ? host : null) },
    installation: async () => ({ tools: dir }),
  } as unknown as Context
  let env: NodeJS.ProcessEnv = {}
  await docker(context, args, async (_file, _args, given) => {
    env = given
    return 0
  })
  expect(env['DOCKER_HOST']).toBe(dockerHost(paths.run.engineSocket))
  return path.join(env['DOCKER_CONFIG'] ?? '', 'config.json')
}
const isLink = async (file: string): Promise<boolean> => (await lstat(file)).isSymbolicLink()

it('makes containers and images that know the engine’s proxies', async () => {
  for (const word of ['run', 'build', 'compose']) {
    const text = await readFile(await configFor(word, 'x'), 'utf8')
    expect(JSON.parse(text)).toEqual({
      proxies: { [dockerHost(paths.run.engineSocket)]: { httpProxy: 'http://proxy:3128' } },
    })
  }
})

it('has what is written land in the user’s own configuration', async () => {
  expect(await isLink(await configFor('login', 'r.example'))).toBe(true)
  expect(await isLink(await configFor('context', 'ls'))).toBe(true)
})

it('adds nothing without proxies, or without a host', async () => {
  stored = {}
  expect(await isLink(await configFor('run', 'x'))).toBe(true)
  stored = null
  expect(await isLink(await configFor('run', 'x'))).toBe(true)
})

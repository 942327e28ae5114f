import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { proxyArgs } from './build-args.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-proxies-'))
})
afterEach(() => rm(dir, { recursive: true }))
const config = (): string => path.join(dir, 'config.json')
const proxies = { 'http-proxy': 'http://proxy:3128', 'no-proxy': 'localhost,.example.com' }

it('gives builds the engine’s proxies, in both cases', async () => {
  expect(await proxyArgs({ proxies }, config())).toEqual([
    { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
    { name: 'http_proxy', value: 'http://proxy:3128' },
    { name: 'NO_PROXY', value: 'localhost,.example.com' },
    { name: 'no_proxy', value: 'localhost,.example.com' },
  ])
})

it('lets what the user told docker stand', async () => {
  await writeFile(config(), '{"auths":{}}')
  expect(await proxyArgs({ proxies }, config())).toHaveLength(4)
  await writeFile(config(), '{"proxies":{"default":{"httpProxy":"http://mine:1"}}}')
  expect(await proxyArgs({ proxies }, config())).toEqual([])
})

it('gives no password away, and nothing of a form that it does not know', async () => {
  for (const login of ['http://me:secret@proxy:1', 'me:secret@proxy:1'])
    expect(await proxyArgs({ proxies: { 'https-proxy': login } }, config())).toEqual([])
  expect(await proxyArgs({}, config())).toEqual([])
  expect(await proxyArgs({ proxies: [] }, config())).toEqual([])
  expect(await proxyArgs({ proxies: { 'http-proxy': 1 } }, config())).toEqual([])
})

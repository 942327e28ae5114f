import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EngineSettings } from '../../api/schema/engine-settings.ts'
import { DockerProxySettings } from './docker-proxies.ts'

let ownDockerConfig = ''
beforeEach(async () => {
  ownDockerConfig = await mkdtemp(path.join(os.tmpdir(), 'berth-proxies-'))
})
afterEach(() => rm(ownDockerConfig, { recursive: true }))

const ours = '/run/berth.sock'
const proxiesOf = (engine: EngineSettings): DockerProxySettings =>
  new DockerProxySettings({ engineSocket: ours, engine: async () => engine, ownDockerConfig })
const proxies = { 'http-proxy': 'http://me:secret@proxy:3128', 'no-proxy': 'localhost,.example.com' }
const own = (config: object): Promise<void> =>
  writeFile(path.join(ownDockerConfig, 'config.json'), JSON.stringify(config))

it('says the engine’s proxies in docker’s words, for this engine alone', async () => {
  expect(await proxiesOf({ proxies }).forCommands()).toEqual({
    'unix:///run/berth.sock': {
      httpProxy: 'http://me:secret@proxy:3128',
      noProxy: 'localhost,.example.com',
    },
  })
})

it('gives containers what docker would, in both cases', async () => {
  const rows = [
    { name: 'HTTP_PROXY', value: 'http://me:secret@proxy:3128' },
    { name: 'http_proxy', value: 'http://me:secret@proxy:3128' },
    { name: 'NO_PROXY', value: 'localhost,.example.com' },
    { name: 'no_proxy', value: 'localhost,.example.com' },
  ]
  expect(await proxiesOf({ proxies }).forContainers(ours)).toEqual(rows)
  expect(await proxiesOf({ proxies }).forContainers('/run/other.sock')).toEqual([])
})

it('lets what the user told docker stand: of one engine before all', async () => {
  await own({ auths: {} })
  expect(await proxiesOf({ proxies }).forContainers(ours)).toHaveLength(4)
  await own({ proxies: { default: { ftpProxy: 'http://mine:1' } } })
  const mine = [
    { name: 'FTP_PROXY', value: 'http://mine:1' },
    { name: 'ftp_proxy', value: 'http://mine:1' },
  ]
  expect(await proxiesOf({ proxies }).forContainers(ours)).toEqual(mine)
  expect(await proxiesOf({}).forContainers('/run/other.sock')).toEqual(mine)
  await own({ proxies: { default: { httpProxy: 'http://mine:1' }, 'unix:///run/berth.sock': {} } })
  expect(await proxiesOf({ proxies }).forContainers(ours)).toEqual([])
})

it.each([{}, { proxies: [] }, { proxies: { 'http-proxy': 1 } }, { proxies: { 'http-proxy': '' } }])(
  'has nothing to say of %j',
  async (engine) => {
    expect(await proxiesOf(engine).forCommands()).toBeNull()
    expect(await proxiesOf(engine).forContainers(ours)).toEqual([])
  },
)

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDocker, type TestDocker } from '../../tests/fixtures/docker-cli.ts'
import { canRunEngine } from '../../tests/fixtures/engine.ts'
import { EngineRoom } from '../../tests/fixtures/engine-room.ts'

/** That docker and compose heed what stands in the configuration which they are started with. Builds have their own test. */
describe.skipIf(!canRunEngine)('proxies', () => {
  let room: EngineRoom
  let tools: TestDocker
  const { signal } = new AbortController()
  beforeAll(async () => {
    room = await EngineRoom.open()
    tools = await testDocker(room.native.socketPath, { httpsProxy: 'http://proxy:3128', noProxy: '.theirs' })
  })
  afterAll(async () => {
    await room.close()
    await tools.close()
  })

  const envOf = async (name: string): Promise<string[]> => {
    const about = await room.client.json({ doing: 'look', path: `/containers/${name}/json` })
    return (about as { Config: { Env: string[] } }).Config.Env
  }
  const all = ['HTTPS_PROXY', 'https_proxy'].map((name) => `${name}=http://proxy:3128`)

  test('are given to a container that compose makes, below what its file says', async () => {
    const file = path.join(tools.dir, 'compose.yaml')
    const service = { image: 'busybox', network_mode: 'none', environment: { NO_PROXY: 'its own' } }
    await writeFile(file, JSON.stringify({ name: 'proxied', services: { web: service } }))
    await tools.docker.output('create', ['compose', '--file', file, 'create'], { signal })
    const env = await envOf('proxied-web-1')
    expect(env).toEqual(expect.arrayContaining([...all, 'NO_PROXY=its own']))
    expect(env).not.toContain('NO_PROXY=.theirs')
  })

  test('are given to one that docker makes', async () => {
    await tools.docker.output('create', ['create', '--name', 'plain', 'busybox'], { signal })
    expect(await envOf('plain')).toEqual(expect.arrayContaining([...all, 'NO_PROXY=.theirs']))
  })
})

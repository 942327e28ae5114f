import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEngines, type ListParts } from './list.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-list-'))
})
afterEach(() => rm(dir, { recursive: true }))
const at = (name: string): string => path.join(dir, name)

/** A docker command that lists these contexts, and inspects the one that has TLS files. */
async function docker(contexts: readonly (readonly [string, string])[]): Promise<ListParts> {
  const lines = contexts.map(([Name, DockerEndpoint]) => JSON.stringify({ Name, DockerEndpoint })).join('\n')
  const secured = {
    Name: 'far',
    TLSMaterial: { docker: ['ca.pem', 'cert.pem'] },
    Storage: { TLSPath: '/tls' },
  }
  const open = { Name: 'open', TLSMaterial: {}, Storage: { TLSPath: '<IN MEMORY>' } }
  await writeFile(at('ls'), lines)
  await writeFile(at('inspect'), JSON.stringify([secured, open]))
  await writeFile(at('docker'), `#!/bin/sh\n[ -z "$DOCKER_HOST" ] || exit 9\ncat ${dir}/"$2"\n`)
  await chmod(at('docker'), 0o755)
  const env = { PATH: process.env['PATH'], DOCKER_HOST: 'tcp://else' }
  return { docker: at('docker'), env, engineSocket: at('berth.sock') }
}

test('contexts are engines, but for Berth’s own and the default of a computer that has none', async () => {
  await mkdir(at('run'))
  for (const name of ['berth.sock', 'run/there.sock']) await writeFile(at(name), '')
  await symlink(at('berth.sock'), at('link.sock'))
  const parts = await docker([
    ['default', `unix://${at('gone.sock')}`],
    ['berth', `unix://${at('berth.sock')}`],
    ['ours', `unix://${at('link.sock')}`],
    ['there', `unix://${at('run/there.sock')}`],
    ['box', 'ssh://me@box'],
    ['far', 'tcp://far.example:2376'],
    ['open', 'tcp://10.0.0.1:2375'],
    ['odd', 'ssh://-oProxyCommand=x@y'],
  ])
  const found = await listEngines(parts)
  const words = found.map(({ row }) => [row.id, row.kind, row.where, row.computer, row.refused])
  expect(words).toEqual([
    ['context:there', 'unix', `unix://${at('run/there.sock')}`, null, null],
    ['context:box', 'ssh', 'ssh://…@box', 'box', null],
    ['context:far', 'tcp', 'tcp://far.example:2376', 'far.example', null],
    ['context:open', 'tcp', 'tcp://10.0.0.1:2375', null, 'not-encrypted'],
    ['context:odd', 'ssh', 'ssh://…@y', null, 'not-understood'],
  ])
  expect(found.find(({ row }) => row.name === 'far')?.endpoint).toMatchObject({
    tls: { ca: '/tls/docker/ca.pem', cert: '/tls/docker/cert.pem', key: null },
  })
})

test('a docker that cannot be asked is no empty list', async () => {
  const parts = await docker([])
  await expect(listEngines({ ...parts, docker: '/nowhere' })).rejects.toThrow()
})

test('the pipe where Docker looks is another engine only while it is not Berth’s own that answers there', async () => {
  const parts = await docker([['default', 'npipe:////./pipe/docker_engine']])
  const commonPipe = String.raw`\\.\pipe\docker_engine`
  expect(await listEngines({ ...parts, commonPipe })).toEqual([])
  expect((await listEngines({ ...parts, commonPipe: null })).map(({ row }) => row.name)).toEqual(['default'])
})

test('the engine of Windows’ own containers is there where one answers, and by its context while it does not', async () => {
  const pipe = at('windows.sock')
  const parts = await docker([
    ['berth-windows', `unix://${pipe}`],
    ['desktop-windows', `unix://${at('desktop.sock')}`],
  ])
  await writeFile(at('desktop.sock'), '')
  const listed = async (found: string | null): Promise<string[][]> => {
    const windows = { pipe, find: async () => found }
    return (await listEngines({ ...parts, windows })).map(({ row }) => [row.id, row.where, row.context])
  }
  const desktop = ['context:desktop-windows', `unix://${at('desktop.sock')}`, 'desktop-windows']
  const ours = ['windows', `unix://${pipe}`, 'berth-windows']
  expect(await listed(null)).toEqual([ours, desktop])
  expect(await listed(pipe)).toEqual([ours, desktop])
  expect(await listed(at('desktop.sock'))).toEqual([
    ['windows', `unix://${at('desktop.sock')}`, 'berth-windows'],
  ])
  expect((await listEngines({ ...parts, windows: null })).map(({ row }) => row.id)).not.toContain('windows')
})

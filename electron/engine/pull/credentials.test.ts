import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Log } from '../../base/log.ts'
import { dockerCredentials } from './credentials.ts'

const hub = 'https://index.docker.io/v1/'
const never = new AbortController().signal
let dir: string
let said: string[]

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-credentials-'))
  said = []
  vi.stubEnv('PATH', `${dir}${path.delimiter}${process.env['PATH'] ?? ''}`)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(dir, { recursive: true })
})

async function loginFor(registry: string, config?: unknown): Promise<unknown> {
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  if (config !== undefined) await writeFile(path.join(dir, 'config.json'), text)
  const say = (data: object, message: string): number => said.push(JSON.stringify(data) + message)
  const log: Log = { debug: say, info: say, warn: say, error: say }
  const header = await dockerCredentials(dir, log).headerFor(registry, never)
  if (header === null) return null
  // Go's base64.URLEncoding: this alphabet, padded.
  expect(header).toMatch(/^[A-Za-z0-9_-]+={0,2}$/)
  expect(header.length % 4).toBe(0)
  return JSON.parse(Buffer.from(header, 'base64').toString('utf8'))
}

/** A credential helper, as a program in the PATH; it is a shell script, as helpers of other tools are. */
async function helper(name: string, script: string): Promise<void> {
  const file = path.join(dir, `docker-credential-${name}`)
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
}

const basic = (user: string, password: string): string =>
  Buffer.from(`${user}:${password}`).toString('base64')

it('has none where docker login was never used', async () => {
  expect(await loginFor('docker.io')).toBeNull()
  expect(await loginFor('docker.io', {})).toBeNull()
  expect(said).toEqual([])
})

it('finds a login in the file, under each name that it may have', async () => {
  const auth = basic('me', 'p:w ÿ>?')
  const mine = { username: 'me', password: 'p:w ÿ>?' }
  expect(await loginFor('docker.io', { auths: { [hub]: { auth } } })).toEqual({ ...mine, serveraddress: hub })
  expect(await loginFor('ghcr.io', { auths: { 'ghcr.io': { auth } } })).toEqual({
    ...mine,
    serveraddress: 'ghcr.io',
  })
  for (const key of ['https://my.reg:5000', 'https://my.reg:5000/v2/'])
    expect(await loginFor('my.reg:5000', { auths: { [key]: { auth } } })).toMatchObject(mine)
  expect(await loginFor('other.reg', { auths: { 'my.reg': { auth } } })).toBeNull()
})

it('knows tokens and plain fields too', async () => {
  expect(
    await loginFor('a.io', { auths: { 'a.io': { identitytoken: 'T', auth: basic('x', 'y') } } }),
  ).toEqual({
    identitytoken: 'T',
    serveraddress: 'a.io',
  })
  expect(await loginFor('a.io', { auths: { 'a.io': { username: 'u', password: 'p' } } })).toMatchObject({
    username: 'u',
    password: 'p',
  })
  expect(await loginFor('a.io', { auths: { 'a.io': { auth: 'bm9jb2xvbg==' } } })).toBeNull()
})

it('asks the helper of a registry, else the store', async () => {
  await helper(
    'store',
    'read server; echo "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"of $server\\",\\"Secret\\":\\"s\\"}"',
  )
  await helper('own', 'cat >/dev/null; echo \'{"Username":"<token>","Secret":"T"}\'')
  const config = { credsStore: 'store', credHelpers: { 'own.io': 'own' }, auths: { [hub]: {} } }
  expect(await loginFor('docker.io', config)).toEqual({
    username: `of ${hub}`,
    password: 's',
    serveraddress: hub,
  })
  expect(await loginFor('own.io', config)).toEqual({ identitytoken: 'T', serveraddress: 'own.io' })
})

it('pulls as nobody when the helper keeps nothing, and says nothing of it', async () => {
  await helper('empty', 'echo "credentials not found in native keychain"; exit 1')
  expect(await loginFor('a.io', { credsStore: 'empty' })).toBeNull()
  expect(said).toEqual([])
})

it('pulls as nobody when a helper fails, and says so without secrets', async () => {
  await helper('broken', 'echo "S3CRET"; exit 2')
  await helper('odd', 'echo "S3CRET"')
  for (const credsStore of ['broken', 'odd', 'not-there'])
    expect(await loginFor('a.io', { credsStore })).toBeNull()
  expect(said.length).toBe(3)
  expect(said.join()).toMatch(
    /docker-credential-broken ended with 2.*odd gave no credentials.*not-there: .*ENOENT/,
  )
  expect(said.join()).not.toContain('S3CRET')
})

it('does not run a helper whose name is more than a name', async () => {
  expect(await loginFor('a.io', { credsStore: '../../bin/evil' })).toBeNull()
  expect(said.length).toBe(1)
})

it('says that the file is damaged, without what is in it', async () => {
  expect(await loginFor('a.io', '{"auths": {"a.io": {"auth": "S3CRET')).toBeNull()
  expect(said.length).toBe(1)
  expect(said.join()).not.toContain('S3CRET')
})

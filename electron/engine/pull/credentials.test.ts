import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Log } from '../../base/log.ts'
import { dockerCredentials, type Credentials } from './credentials.ts'

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

/** A store of secrets as an operating system has one: a file per server. */
async function keyring(name: string): Promise<void> {
  await helper(
    name,
    `cd "$(dirname "$0")"; echo "$*" >>args
file() { echo "kept-$(echo "$1" | tr -c 'a-zA-Z0-9.\\n' _)"; }
case $1 in
  store) read -r json; server=$(echo "$json" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/'); echo "$json" >"$(file "$server")" ;;
  get) read -r server; cat "$(file "$server")" 2>/dev/null || { echo "credentials not found in native keychain"; exit 1; } ;;
  erase) read -r server; rm -f "$(file "$server")" ;;
  list) cat kept-* 2>/dev/null | sed 's/.*"ServerURL":"\\([^"]*\\)","Username":"\\([^"]*\\)".*/"\\1":"\\2"/' | paste -sd, | sed 's/^/{/; s/$/}/' ;;
esac`,
  )
}
const open = (): Credentials => {
  const say = (data: object, message: string): number => said.push(JSON.stringify(data) + message)
  return dockerCredentials(dir, { debug: say, info: say, warn: say, error: say })
}
const file = async (): Promise<unknown> => JSON.parse(await readFile(path.join(dir, 'config.json'), 'utf8'))

it('keeps a login with the operating system, beside those that stand in the file', async () => {
  await keyring('pass')
  const auth = basic('old', 'pw')
  await writeFile(
    path.join(dir, 'config.json'),
    JSON.stringify({ auths: { 'old.io': { auth } }, detachKeys: 'x' }),
  )
  const credentials = open()
  await credentials.store('my.reg:5000', { username: 'me', password: 'S3CRET' })
  await credentials.store('docker.io', { identitytoken: 'T0KEN' })
  expect(await file()).toEqual({
    auths: { 'old.io': { auth }, 'my.reg:5000': {}, [hub]: {} },
    credHelpers: { 'my.reg:5000': 'pass', [hub]: 'pass' },
    detachKeys: 'x',
  })
  expect(await credentials.list()).toEqual({
    logins: [
      { registry: 'docker.io', user: null, helper: 'pass' },
      { registry: 'my.reg:5000', user: 'me', helper: 'pass' },
      { registry: 'old.io', user: 'old', helper: null },
    ],
    keeper: 'pass',
  })
  expect(await credentials.loginFor('my.reg:5000', never)).toEqual({ username: 'me', password: 'S3CRET' })
  expect(await credentials.loginFor('docker.io', never)).toEqual({ identitytoken: 'T0KEN' })
  await credentials.erase('my.reg:5000')
  expect(await credentials.loginFor('my.reg:5000', never)).toBeNull()
  expect((await credentials.list()).logins.map(({ registry }) => registry)).toEqual(['docker.io', 'old.io'])
  expect(said.join()).not.toMatch(/S3CRET|T0KEN/)
  expect(await readFile(path.join(dir, 'args'), 'utf8')).not.toMatch(/S3CRET|T0KEN|me/)
})

it('keeps a login in the file where nothing else keeps it, readable by its owner only', async () => {
  const real = path.join(dir, 'dotfiles.json')
  await writeFile(real, '{"auths":{"https://my.reg/v1/":{"auth":"eDp5"}}}', { mode: 0o644 })
  await symlink(real, path.join(dir, 'config.json'))
  const credentials = open()
  await credentials.store('my.reg', { username: 'me', password: 'p:w' })
  expect(await file()).toEqual({ auths: { 'my.reg': { auth: basic('me', 'p:w') } } })
  expect((await stat(real)).mode & 0o777).toBe(0o600)
  expect(await credentials.list()).toEqual({
    logins: [{ registry: 'my.reg', user: 'me', helper: null }],
    keeper: null,
  })
  await credentials.erase('my.reg')
  expect(await file()).toEqual({ auths: {} })
})

it('does not write over a file that it does not understand, and says when a store refuses', async () => {
  await writeFile(path.join(dir, 'config.json'), '{"auths": "S3CRET')
  await expect(open().store('my.reg', { username: 'a', password: 'b' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/config\.json does not read \(SyntaxError\)/) as string,
  })
  expect(await readFile(path.join(dir, 'config.json'), 'utf8')).toBe('{"auths": "S3CRET')
  await helper('locked', 'exit 3')
  await writeFile(path.join(dir, 'config.json'), '{"credsStore":"locked"}')
  await expect(open().store('my.reg', { username: 'a', password: 'b' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('docker-credential-locked ended with 3') as string,
  })
  expect(await file()).toEqual({ credsStore: 'locked' })
})

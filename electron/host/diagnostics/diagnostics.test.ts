import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareHome } from '../../base/home.ts'
import { pathsOf, type Paths } from '../../base/paths.ts'
import type { BundleParts } from './parts.ts'
import { diagnosticsService } from './service.ts'
import { zip } from './zip.ts'

let dir = ''
let paths: Paths
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-diagnostics-'))
  paths = pathsOf(path.join(dir, 'home'))
})
afterEach(async () => rm(dir, { recursive: true }))

const never = new AbortController().signal
const parts = (change: Partial<BundleParts> = {}): BundleParts => ({
  paths,
  env: { DOCKER_CONFIG: path.join(dir, 'docker') },
  version: async () => '1.2.3',
  status: async () => ({ state: 'stopped' }),
  checks: async () => [],
  settings: async () => [],
  engineLog: () => null,
  ...change,
})

/** The files of a zip, as its own headers tell them. */
function unzip(data: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  let at = 0
  while (data.readUInt32LE(at) === 0x04034b50) {
    const packed = data.readUInt32LE(at + 18)
    const nameEnd = at + 30 + data.readUInt16LE(at + 26)
    const body = data.subarray(nameEnd, nameEnd + packed)
    files.set(data.toString('utf8', at + 30, nameEnd), inflateRawSync(body).toString('utf8'))
    at = nameEnd + packed
  }
  return files
}
const bundle = async (of: BundleParts): Promise<Map<string, string>> =>
  unzip(await buffer(await diagnosticsService(of).download().open(never)))

/** Each is in one place of what the bundle is made of; none may be in it. */
const secrets = {
  proxyUser: 'ada.lovelace',
  proxyPassword: 'pr0xy-p@ss',
  envToken: 'env-t0ken-value',
  containerEnv: 'in-the-containers-env',
  flagEnv: 'by-a-flag-of-run',
  registryPassword: 'registry-p4ssword',
  registryAuth: Buffer.from('grace:registry-p4ssword').toString('base64'),
  identityToken: 'identity-0f-grace-hopper',
  bearer: 'abcdef0123456789bearer',
  github: 'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJncmFjZSJ9.c2lnbmF0dXJlLW9mLWdyYWNl',
  keyLine: 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUx',
  json: 'quoted "and" spaced',
  settingsPassword: 'engine-pr0xy-secret',
  logOption: 'splunk-t0ken-of-logs',
  label: 'a-label-s-secret-value',
} as const

test('no secret that was planted is in it, and what helps still is', async () => {
  await prepareHome(paths)
  await mkdir(path.join(dir, 'docker'))
  await writeFile(
    path.join(dir, 'docker', 'config.json'),
    JSON.stringify({
      auths: { 'registry.example': { auth: secrets.registryAuth, identitytoken: secrets.identityToken } },
    }),
  )
  const key = [
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    secrets.keyLine,
    '-----END OPENSSH PRIVATE KEY-----',
    '',
  ]
  await writeFile(paths.machine.userKey, key.join('\n'))
  await writeFile(
    paths.hostLog,
    [
      JSON.stringify({
        msg: 'pull',
        url: `http://${secrets.proxyUser}:${secrets.proxyPassword}@proxy:3128/x`,
      }),
      JSON.stringify({ headers: { authorization: `Bearer ${secrets.bearer}` }, password: secrets.json }),
      JSON.stringify({ Config: { Env: [`PATH=/bin`, `DB=${secrets.containerEnv}`], Image: 'web' } }),
      `docker run -e TOKEN=${secrets.flagEnv} --name keeper busybox`,
      `level=warn msg="login" identitytoken=${secrets.identityToken} user=x`,
      `cloned with ${secrets.github} and ${secrets.jwt}`,
      `the word is ${secrets.envToken}, said plainly; ${secrets.registryPassword} too`,
      JSON.stringify({ key: key.join('\n') }),
      'the machine is ready',
    ].join('\n'),
  )
  await writeFile(
    paths.consoleLog,
    `berth: mark engine 3.2\n${key.join('\n')}AWS_SECRET=${secrets.flagEnv}\n`,
  )
  await writeFile(paths.desktopLog, `{"msg":"the window’s page crashed","token":"${secrets.envToken}"}\n`)
  await writeFile(paths.machine.hypervisorLog, `qemu: secret=${secrets.bearer}\n`)
  const files = await bundle(
    parts({
      env: {
        DOCKER_CONFIG: path.join(dir, 'docker'),
        NPM_TOKEN: secrets.envToken,
        HTTP_PROXY: `http://${secrets.proxyUser}:x@p:1`,
      },
      settings: async () => [
        { name: 'cpus', value: 3 },
        {
          name: 'engine',
          value: {
            proxies: { 'https-proxy': `${secrets.proxyUser}:${secrets.settingsPassword}@proxy:3128` },
            'log-opts': { 'splunk-token': secrets.logOption, 'max-size': '10m' },
            labels: { plan: secrets.label },
          },
        },
      ],
      status: async () => ({ errors: [{ message: `GET https://a:${secrets.proxyPassword}@r/v2/` }] }),
      engineLog: () =>
        async function* () {
          yield [`msg="auth" password="${secrets.registryPassword}" next=1`, 'API listen on /run/docker.sock']
        },
    }),
  )
  expect([...files.keys()]).toEqual([
    'README.txt',
    'versions.json',
    'status.json',
    'checks.json',
    'settings.json',
    'logs/desktop.log',
    'logs/host.log',
    'logs/machine.log',
    'logs/hypervisor.log',
    'logs/engine.log',
  ])
  for (const [name, text] of files)
    for (const [what, secret] of Object.entries(secrets)) {
      expect(text, `${what} in ${name}`).not.toContain(secret)
      expect(text, `${what} in ${name}`).not.toContain(JSON.stringify(secret).slice(1, -1))
    }
  const all = [...files.values()].join('\n')
  for (const kept of [
    'the machine is ready',
    'the window’s page crashed',
    'berth: mark engine 3.2',
    '--name keeper',
    'proxy:3128',
    '"value": 3',
  ])
    expect(all).toContain(kept)
  expect(files.get('logs/engine.log')).toContain('API listen on /run/docker.sock')
  expect(files.get('settings.json')).toContain('"max-size": "10m"')
})

test('in a home that is not there it is made all the same, and what fails is told in its place', async () => {
  const broken = parts({
    status: async () => Promise.reject(new Error('no status')),
    settings: async () => Promise.reject(new Error('no settings')),
    version: async () => Promise.reject(new Error('not built')),
  })
  const files = await bundle(broken)
  expect(files.get('status.json')).toContain('no status')
  expect(files.get('versions.json')).toContain('"berth": "not built"')
  expect(await diagnosticsService(broken).contents()).toContainEqual({
    name: 'checks.json',
    what: 'checks',
    bytes: 2000,
  })
  expect(await readdir(dir)).toEqual([])
})

test('it is written for its owner alone, into a folder under a name of its own, and over nothing', async () => {
  const service = diagnosticsService(parts())
  const written = await service.write(dir, never)
  expect(path.dirname(written.path)).toBe(dir)
  expect((await stat(written.path)).mode & 0o777).toBe(0o600)
  expect(await readFile(written.path)).toHaveLength(written.bytes)
  await expect(service.write(written.path, never)).rejects.toMatchObject({ code: 'bad-input' })
  await expect(service.write(path.join(dir, 'none', 'x.zip'), never)).rejects.toMatchObject({
    code: 'bad-input',
  })
})

test('other programs read the zip', async () => {
  const file = path.join(dir, 'x.zip')
  const long = 'ü'.repeat(200_000)
  await writeFile(
    file,
    zip([
      { name: 'a/ö.txt', data: Buffer.from(long) },
      { name: 'b', data: Buffer.alloc(0) },
    ]),
  )
  const program =
    'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip(),z.namelist(),len(z.read("a/ö.txt")))'
  const { stdout } = await promisify(execFile)('python3', ['-X', 'utf8', '-c', program, file])
  expect(stdout.trim()).toBe(`None ['a/ö.txt', 'b'] 400000`)
})

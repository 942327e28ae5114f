import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { verdictOf } from './audit.ts'
import { fusesOf } from './fuses.ts'
import { rightsOf } from './mac-sign.ts'
import { withStaging } from './rollout.ts'
import { bomOf, windowsBom } from './sbom.ts'
import { homepageOf, publishingOf, signingOf } from './signing.ts'
import { fetchVfkit } from './vfkit.ts'

test('only the build for tests can be inspected', () => {
  const released = fusesOf({ forTests: false })
  expect(fusesOf({ forTests: true })).toEqual({ ...released, enableNodeCliInspectArguments: true })
  expect(released).toMatchObject({
    runAsNode: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
  })
})

test('what cannot be signed is left out, each with a line', () => {
  expect(signingOf({})).toMatchObject({ mac: false, windows: false, notarise: false })
  expect(signingOf({}).left).toHaveLength(3)
  const all = {
    CSC_LINK: 'x',
    WIN_CSC_LINK: 'y',
    APPLE_API_KEY: 'a',
    APPLE_API_KEY_ID: 'b',
    APPLE_API_ISSUER: 'c',
  }
  expect(signingOf(all)).toEqual({ mac: true, windows: true, notarise: true, left: [] })
  // The notary takes only what is signed.
  expect(signingOf({ APPLE_KEYCHAIN_PROFILE: 'p' }).notarise).toBe(false)
})

test('updates come from where the environment says, or from nowhere', () => {
  expect(publishingOf({})).toBeNull()
  expect(publishingOf({ BERTH_UPDATE_URL: 'https://u' })).toEqual({ provider: 'generic', url: 'https://u' })
  expect(publishingOf({ GITHUB_REPOSITORY: 'a/b' })).toMatchObject({
    provider: 'github',
    owner: 'a',
    repo: 'b',
  })
  expect(homepageOf({ GITHUB_REPOSITORY: 'a/b' })).toBe('https://github.com/a/b')
})

test('a bill of materials names every component with version and licence, the same each time', () => {
  const manifest = {
    version: '1+abc',
    architecture: 'x86_64',
    components: [
      { name: 'runc', version: '1.5.2', licence: 'Apache-2.0' },
      { name: 'libfoo', version: '2', licence: 'GPL-2.0-only AND MIT' },
      { name: 'odd', version: '3', licence: 'see its folder' },
    ],
  }
  const bom = bomOf('image', 'operating-system', manifest)
  expect(bom).toEqual(bomOf('image', 'operating-system', manifest))
  expect(bom.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  expect(bom.components.map((each) => [each.name, each.version, each.licenses?.[0]])).toEqual([
    ['runc', '1.5.2', { expression: 'Apache-2.0' }],
    ['libfoo', '2', { expression: 'GPL-2.0-only AND MIT' }],
    ['odd', '3', { license: { name: 'see its folder' } }],
  ])
})

test('another vfkit than the pinned one goes into no package', async () => {
  const other = async (): Promise<Response> => new Response('another program')
  await expect(fetchVfkit(other)).rejects.toThrow('vfkit 0.6.4 is not what scripts/release/vfkit.ts pins')
})

test('what only Windows has is in a bill of materials of its own, the pipe helper’s libraries by name', async () => {
  const { components } = await windowsBom()
  expect(components.map(({ name }) => name)).toEqual([
    'moby',
    'github.com/Microsoft/go-winio',
    'golang.org/x/crypto',
    'golang.org/x/sys',
  ])
  expect(components.every(({ version }) => /^\d+\.\d+\.\d+/.test(version))).toBe(true)
})

test('an audit that nobody answered is not a clean one', () => {
  expect(verdictOf('{"vulnerabilities":{}}', false)).toEqual({ kind: 'clean' })
  const bad = '{"vulnerabilities":{"a":{"severity":"high"},"b":{"severity":"low"}}}'
  expect(verdictOf(bad, true)).toEqual({ kind: 'vulnerable', names: ['a (high)'] })
  expect(verdictOf('{"error":{"code":"ENOAUDIT","summary":"no audits here"}}', true)).toEqual({
    kind: 'unanswered',
    why: 'no audits here',
  })
  expect(verdictOf('', true).kind).toBe('unanswered')
})

test('a staged rollout is written into the file that updaters read, and can be widened', () => {
  const first = withStaging('version: 1.1.0\nfiles: []\n', 10)
  expect(first).toBe('version: 1.1.0\nfiles: []\nstagingPercentage: 10\n')
  expect(withStaging(first, 50)).toBe('version: 1.1.0\nfiles: []\nstagingPercentage: 50\n')
  expect(withStaging(first, 100)).toBe('version: 1.1.0\nfiles: []\n')
  expect(() => withStaging(first, 0)).toThrow(/1 to 100/)
})

test('on macOS only what runs the machine has the right to the hypervisor', () => {
  const inside = (name: string): string => `/x/Berth.app/Contents/${name}`
  expect(rightsOf(inside('Resources/helpers/vfkit'))?.entitlements).toMatch(/hypervisor\.plist$/)
  expect(rightsOf(inside('Resources/runtime/node'))?.entitlements).toMatch(/runtime\.plist$/)
  expect(rightsOf(inside('Resources/tools/docker'))).toEqual({ entitlements: null })
  expect(rightsOf(inside('MacOS/Berth'))).toBeNull()
  expect(rightsOf(inside('Frameworks/Berth Helper.app/Contents/MacOS/Berth Helper'))).toBeNull()
})

test('the release runs others’ actions only as they were looked at, and puts no expression into a script', async () => {
  const file = path.resolve(import.meta.dirname, '../../.github/workflows/release.yml')
  const workflow = await readFile(file, 'utf8')
  const used = [...workflow.matchAll(/uses: (.*)/g)].map(([, action = '']) => action)
  expect(used.length).toBeGreaterThan(8)
  expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([])
  // A branch's name, or what somebody enters, would be a part of the command. What the matrix says is ours.
  const scripts = [...workflow.matchAll(/^ *(?:- )?run: (\|\n(?: {10,}.*\n)+|.*)/gm)].map(
    ([, text = '']) => text,
  )
  expect(scripts.length).toBeGreaterThan(8)
  expect(scripts.filter((text) => /\$\{\{(?! matrix\.)/.test(text))).toEqual([])
})

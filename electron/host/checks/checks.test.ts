import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { BerthError } from '../../base/errors.ts'
import { judgeClock } from './clock.ts'
import { judgeDisk } from './disk.ts'
import { judgeEngines, type EnginesFacts } from './engines.ts'
import { folderFacts } from './folder-facts.ts'
import { judgeFolders, type FolderFacts } from './folders.ts'
import { judgeHypervisor } from './hypervisor.ts'
import { judgeImage } from './image.ts'
import { judgeMemory } from './memory.ts'
import { judgeProxy, proxiesOf } from './proxy.ts'
import { judgeVirtualisation, type VirtualisationFacts } from './virtualisation.ts'

test.each([
  [{}, 'ok', null],
  [{ machineMiB: 20_000 }, 'failed', 'default-memory'],
  [{ machineMiB: 13_000 }, 'warning', 'default-memory'],
  [{ freeMiB: 4100 }, 'warning', null],
  [{ freeMiB: 100, runs: true }, 'ok', null],
  [{ machineMiB: 6000, freeMiB: 6100 }, 'warning', 'default-memory'],
] as const)('memory of %o is %s', (facts, state, action) => {
  const usual = { machineMiB: 4096, defaultMiB: 4096, computerMiB: 16_384, freeMiB: 8000, runs: false }
  const found = judgeMemory({ ...usual, ...facts })
  expect(found.state).toBe(state)
  expect(found.fix?.kind === 'action' ? found.fix.action : null).toBe(action)
})

test.each([
  [0.5, 60, 'failed'],
  [5, 60, 'warning'],
  [5, 2, 'ok'],
  [50, 60, 'ok'],
] as const)('%d GiB free of %d that the disk may grow is %s', (free, grow, state) => {
  const found = judgeDisk({ folder: '/home/ä b', freeBytes: free * 2 ** 30, growBytes: grow * 2 ** 30 })
  expect(found.state).toBe(state)
  if (found.fix) expect(found.fix.command).toContain("'/home/ä b'")
})

const folder = (change: Partial<FolderFacts> = {}): FolderFacts => ({
  path: '/h',
  there: { directory: true, mine: true, mode: 0o700 },
  writable: true,
  ...change,
})

test.each([
  [folder(), folder(), 'ok', null],
  [folder({ there: null }), folder({ there: null }), 'ok', null],
  [folder({ there: { directory: false, mine: true, mode: 0o600 } }), folder(), 'failed', null],
  [
    folder({ there: { directory: true, mine: false, mode: 0o755 } }),
    folder(),
    'failed',
    'sudo chown -R "$(id -u)" /h',
  ],
  [folder({ writable: false }), folder(), 'failed', 'chmod u+rwx /h'],
  [folder({ there: null, writable: false }), folder(), 'failed', null],
  [folder(), folder({ there: { directory: true, mine: true, mode: 0o755 } }), 'warning', 'chmod 700 /h'],
] as const)('folders %#', (home, run, state, line) => {
  const found = judgeFolders({ home, run })
  expect([found.state, found.fix?.command ?? null]).toEqual([state, line])
})

test('a folder is looked at as it is, or where it would be made', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-folders-'))
  try {
    expect(await folderFacts(path.join(dir, 'a/b'))).toMatchObject({ there: null, writable: true })
    await mkdir(path.join(dir, 'real'), { mode: 0o750 })
    await chmod(path.join(dir, 'real'), 0o750)
    await symlink('real', path.join(dir, 'link'))
    expect(await folderFacts(path.join(dir, 'real'))).toMatchObject({
      there: { directory: true, mine: true, mode: 0o750 },
    })
    expect((await folderFacts(path.join(dir, 'link'))).there?.directory).toBe(true)
    await writeFile(path.join(dir, 'file'), '')
    expect((await folderFacts(path.join(dir, 'file'))).there?.directory).toBe(false)
  } finally {
    await rm(dir, { recursive: true })
  }
})

test('a hypervisor that is missing comes with the command that installs it', () => {
  expect(judgeHypervisor('QEMU 9.2')).toMatchObject({ state: 'ok', sentence: 'QEMU 9.2 is there.' })
  const hint = 'Run: sudo apt-get install -y qemu-utils'
  const missing = new BerthError('hypervisor-missing', 'qemu-img was not found in the PATH.', { hint })
  expect(judgeHypervisor(missing)).toMatchObject({
    state: 'failed',
    fix: { kind: 'command', command: 'sudo apt-get install -y qemu-utils' },
  })
})

test('an image that is damaged comes with the command that builds it', () => {
  expect(judgeImage('abc').state).toBe('ok')
  const hint = 'Run scripts/start: it builds the image again.'
  const damaged = new BerthError('image-damaged', 'root.erofs is damaged.', { hint })
  expect(judgeImage(damaged)).toMatchObject({ state: 'failed', fix: { command: 'scripts/start' } })
})

const refused = (why: string | null): VirtualisationFacts['accelerators'] => [
  { name: 'kvm', refused: why },
  { name: 'tcg', refused: null },
]
test.each<[Partial<VirtualisationFacts>, string, string | null]>([
  [{}, 'ok', null],
  [{ running: { accelerator: 'kvm', reason: 'KVM is used: a guest printed under it.' } }, 'ok', null],
  [{ asked: 'tcg' }, 'warning', 'berth config set accelerator auto'],
  [{ accelerators: null }, 'failed', null],
  [{ accelerators: [{ name: 'tcg', refused: null }] }, 'warning', null],
  [
    { accelerators: refused('/dev/kvm is not there') },
    'warning',
    'sudo modprobe kvm_intel || sudo modprobe kvm_amd',
  ],
  [
    { accelerators: refused('/dev/kvm may not be opened by this user (being in the group …)') },
    'warning',
    'sudo usermod -aG kvm "$USER"',
  ],
  [
    { accelerators: refused('the guest printed nothing within 8 s (tried at …)') },
    'warning',
    'berth doctor --fix retry-acceleration',
  ],
])('virtualisation %o is %s', (facts, state, line) => {
  const found = judgeVirtualisation({ asked: 'auto', running: null, accelerators: refused(null), ...facts })
  expect([found.state, found.fix?.command ?? null]).toEqual([state, line])
})

test('a clock before this Berth was made is wrong', () => {
  const now = Date.UTC(2026, 1, 1)
  const dayMs = 86_400_000
  expect(judgeClock({ now, builtAt: now - dayMs, synchronised: null }).state).toBe('ok')
  expect(judgeClock({ now, builtAt: null, synchronised: true }).state).toBe('ok')
  expect(judgeClock({ now, builtAt: now + 2 * dayMs, synchronised: true }).state).toBe('failed')
  expect(judgeClock({ now, builtAt: null, synchronised: false }).state).toBe('warning')
})

test.each<[Partial<EnginesFacts>, string, string | null]>([
  [{ current: 'berth' }, 'ok', null],
  [{ current: 'default', atDefault: 'other' }, 'warning', 'docker context use berth'],
  [{ current: 'default', atDefault: 'berth' }, 'ok', null],
  [{ current: 'colima' }, 'warning', 'docker context use berth'],
  [{ current: 'berth-windows' }, 'ok', null],
  [{ current: 'berth', dockerHost: 'tcp://far' }, 'warning', 'unset DOCKER_HOST'],
  [{ current: 'berth', dockerContext: 'far' }, 'warning', 'unset DOCKER_CONTEXT'],
  [{ current: 'berth', dockerContext: 'berth' }, 'ok', null],
  [{ current: 'default', berth: 'none' }, 'ok', null],
  [{ current: 'default', berth: 'none', atDefault: 'other' }, 'warning', null],
  [{ current: 'default', berth: 'elsewhere' }, 'warning', null],
  [{ current: null }, 'warning', null],
])('docker %o is %s', (facts, state, line) => {
  const found = judgeEngines({
    dockerHost: null,
    dockerContext: null,
    current: 'default',
    berth: 'here',
    defaultSocket: '/var/run/docker.sock',
    atDefault: 'nobody',
    ...facts,
  })
  expect([found.state, found.fix?.command ?? null]).toEqual([state, line])
})

test('a proxy of this computer is offered to the engine, without who logs in at it', () => {
  const env = { https_proxy: 'http://ada:p@ss@proxy.example:3128', NO_PROXY: '.local' }
  const found = judgeProxy({ env, engine: {} })
  expect(found).toMatchObject({ state: 'warning', fix: { action: 'use-proxy' } })
  expect(JSON.stringify(found)).toContain('http://…@proxy.example:3128')
  expect(JSON.stringify(found)).not.toMatch(/ada|p@ss/)
  expect(proxiesOf(env)).toEqual({
    'https-proxy': 'http://ada:p@ss@proxy.example:3128',
    'no-proxy': '.local',
  })
  expect(judgeProxy({ env, engine: { proxies: { 'https-proxy': 'http://x:1' } } }).state).toBe('ok')
  expect(judgeProxy({ env: { NO_PROXY: '*' }, engine: {} }).state).toBe('ok')
})

test("a proxy on this computer's loopback has another address in the machine", () => {
  expect(proxiesOf({ HTTP_PROXY: 'http://me:x@localhost:3128/' })).toEqual({
    'http-proxy': 'http://me:x@10.0.2.2:3128/',
  })
  expect(proxiesOf({ HTTP_PROXY: '127.0.0.1:8080' })).toEqual({ 'http-proxy': '10.0.2.2:8080' })
  expect(proxiesOf({ HTTP_PROXY: 'http://localhost.example:1' })).toEqual({
    'http-proxy': 'http://localhost.example:1',
  })
})

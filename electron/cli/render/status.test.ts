import { expect, test } from 'vitest'
import { stateNames, type Status } from '../../api/schema/status.ts'
import { statusExitCode, statusLines } from './status.ts'

const now = Date.parse('2026-01-01T00:10:00.000Z')
const stopped: Status = {
  state: 'stopped',
  since: '2026-01-01T00:00:00.000Z',
  driver: 'qemu',
  accelerator: null,
  acceleratorReason: null,
  suspends: 'to-disk',
  sharing: null,
  rosetta: null,
  engine: null,
  machine: { cpus: 2, memoryMiB: 2048, diskGiB: 64, diskUsedBytes: 0 },
  lastStart: null,
  page: null,
  errors: [],
}
const running: Status = {
  ...stopped,
  state: 'running',
  accelerator: 'tcg',
  acceleratorReason: 'there is no /dev/kvm',
  engine: { socket: '/home/me/run/docker.sock', version: '29.1.0', apiVersion: '1.56', answering: true },
  lastStart: { kind: 'resume', ms: 2400, steps: [] },
  page: 'http://127.0.0.1:4000/',
}

test('a stopped machine has little to say', () => {
  expect(statusLines(stopped, now)).toEqual([
    'Machine    stopped for 10 min',
    'Resources  2 CPUs, 2 GiB memory, 64 GiB disk (0 B used on this computer)',
  ])
})

test('one that never ran is stopped since no time', () => {
  expect(statusLines({ ...stopped, since: new Date(now - 100).toISOString() }, now)[0]).toBe(
    'Machine    stopped',
  )
})

test('a running one says where its engine is', () => {
  expect(statusLines(running, now)).toEqual([
    'Machine     running for 10 min',
    'Engine      29.1.0 (API 1.56), answers',
    'Socket      /home/me/run/docker.sock',
    'Driver      qemu, tcg: there is no /dev/kvm',
    'Resources   2 CPUs, 2 GiB memory, 64 GiB disk (0 B used on this computer)',
    'Last start  resumed, 2.4 s',
    'Page        http://127.0.0.1:4000/ (berth open)',
  ])
})

test('shared folders and Rosetta are told where there are any', () => {
  const folders = ['/home/me/a b', '/srv/shop']
  const shared = (suspend: boolean): string | undefined =>
    statusLines({ ...stopped, sharing: { filesystem: '9p', folders, suspend } }, now)[2]
  expect(shared(true)).toBe('Folders    /home/me/a b, /srv/shop (9p)')
  expect(shared(false)).toBe('Folders    /home/me/a b, /srv/shop (9p: the machine cannot be suspended)')
  const without = { filesystem: 'virtiofs', folders: [] as string[], suspend: true } as const
  expect(statusLines({ ...stopped, sharing: without, rosetta: false }, now)).toHaveLength(2)
  expect(statusLines({ ...stopped, rosetta: true }, now)[2]).toBe('Rosetta    runs programs made for Intel')
})

test('an engine that is away is said to be', () => {
  const engine = { ...running.engine!, version: null, apiVersion: null, answering: false }
  expect(statusLines({ ...running, engine }, now)[1]).toBe('Engine      does not answer')
})

test('errors come last, each with what to do', () => {
  const errors = [{ step: 'Boot Alpine', message: 'It did not boot.', hint: 'Look at the log.' }]
  expect(statusLines({ ...stopped, state: 'failed', errors }, now).slice(-3)).toEqual([
    '',
    'Boot Alpine: It did not boot.',
    '  Look at the log.',
  ])
})

test('every state has its exit code', () => {
  const codes = stateNames.map((state) => [state, statusExitCode({ ...stopped, state })])
  expect(Object.fromEntries(codes)).toEqual({
    stopped: 3,
    suspended: 3,
    starting: 3,
    running: 0,
    stopping: 3,
    suspending: 3,
    failed: 4,
  })
})

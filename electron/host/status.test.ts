import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { machineSettings } from '../../tests/fakes/driver.ts'
import { MachineView, stateNames, Status } from '../api/schema/status.ts'
import { bytesOnDisk, toStatus, toView, type StatusParts } from './status.ts'

const parts: StatusParts = {
  driver: {
    name: 'qemu',
    capabilities: { suspend: 'to-disk', accelerators: ['tcg'], shares: null, rosetta: false },
  },
  snapshot: {
    state: 'running',
    since: '2026-01-01T00:00:00.000Z',
    settings: null,
    accelerator: 'tcg',
    acceleratorReason: 'no /dev/kvm',
    lastStart: { kind: 'cold', ms: 17_000, steps: [{ name: 'Boot Alpine', ms: 4000 }] },
    activity: null,
    errors: [{ step: 'run', message: 'The disk is full.', hint: 'Free some space.' }],
  },
  engine: {
    answering: true,
    since: '2026-01-01T00:00:17.000Z',
    version: '29.1.0',
    apiVersion: '1.56',
    os: 'linux',
    windows: null,
    reason: null,
  },
  engineSocket: '/h/run/docker.sock',
  settings: machineSettings,
  diskUsedBytes: 4096,
  page: 'http://127.0.0.1:4000/',
  errors: [{ step: 'settings', message: 'They are damaged.', hint: 'Mend them.' }],
}

test('a status holds exactly the fields of its schema', () => {
  const status = toStatus(parts)
  expect(Status.strict().parse(status)).toEqual(status)
  expect(Object.keys(status)).toEqual(Object.keys(Status.shape))
  expect(status.engine).toEqual({
    socket: '/h/run/docker.sock',
    version: '29.1.0',
    apiVersion: '1.56',
    answering: true,
  })
  expect(status.errors.map(({ step }) => step)).toEqual(['run', 'settings'])
})

test('only a running machine has an engine', () => {
  for (const state of stateNames) {
    const view = toView({ ...parts, snapshot: { ...parts.snapshot, state } })
    expect(MachineView.parse(view)).toEqual(view)
    expect(view.status.engine === null).toBe(state !== 'running')
    expect(view.engineSince).toBe(state === 'running' ? parts.engine.since : null)
  }
})

test('holes in a file take no space', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-status-'))
  const file = path.join(dir, 'disk')
  expect(await bytesOnDisk(file)).toBe(0)
  await writeFile(file, 'x')
  await truncate(file, 2 ** 30)
  expect(await bytesOnDisk(file)).toBeLessThan(2 ** 20)
  await expect(bytesOnDisk(path.join(file, 'below'))).rejects.toThrow()
  await rm(dir, { recursive: true })
})

import { expect, test } from 'vitest'
import type { Limits, RestartPolicy } from '../../../../electron/api/schema/container.ts'
import { cannotBeEmptied, changeOf, draftOf, type Draft } from './draft.ts'

const none: Limits = {
  memory: null,
  memorySwap: null,
  memoryReservation: null,
  cpus: null,
  cpuShares: null,
  cpuset: null,
  pids: null,
  blkioWeight: null,
  shm: null,
  ulimits: [],
}
const mib = 2 ** 20
const draft = (limits: Partial<Limits> = {}, restart: RestartPolicy = { name: 'no', maximumRetries: 0 }) =>
  draftOf({ limits: { ...none, ...limits }, restart })
const change = (before: Draft, part: Partial<Draft>) => changeOf(before, { ...before, ...part })

test('nothing changed is nothing to send', () => {
  const limits = { memory: 100_000_001, memorySwap: 'unlimited', cpus: 1.5, cpuset: '0-1', pids: 5 } as const
  expect(changeOf(draft(limits), draft(limits))).toEqual({})
})

test('memory goes with swap: as much again where none is said, or what was asked for', () => {
  expect(change(draft(), { memory: 64 })).toEqual({ memory: 64 * mib, memorySwap: 128 * mib })
  const limited = draft({ memory: 64 * mib, memorySwap: 96 * mib })
  expect(limited).toMatchObject({ memory: 64, swap: 32 })
  expect(change(limited, { memory: 256 })).toEqual({ memory: 256 * mib, memorySwap: 288 * mib })
  expect(change(limited, { swap: 0 })).toEqual({ memory: 64 * mib, memorySwap: 64 * mib })
  expect(change(limited, { swapUnlimited: true })).toEqual({ memory: 64 * mib, memorySwap: 'unlimited' })
  expect(change(draft(), { swap: 64 })).toEqual({})
})

test('only what differs is sent, in the units of the contract', () => {
  expect(change(draft(), { cpus: 0.5, cpuset: '0, 1', cpuShares: 512, blkioWeight: 300 })).toEqual({
    cpus: 0.5,
    cpuset: '0,1',
    cpuShares: 512,
    blkioWeight: 300,
  })
  expect(change(draft({ pids: 100 }), { pids: '' })).toEqual({ pids: null })
  expect(change(draft(), { memoryReservation: 16 })).toEqual({ memoryReservation: 16 * mib })
})

test('a restart policy counts tries only after failures', () => {
  const onFailure = draft({}, { name: 'on-failure', maximumRetries: 3 })
  expect(change(onFailure, { restart: 'always' })).toEqual({
    restart: { name: 'always', maximumRetries: 0 },
  })
  expect(change(onFailure, { maximumRetries: 5 })).toEqual({
    restart: { name: 'on-failure', maximumRetries: 5 },
  })
})

test('what the engine cannot take away is told', () => {
  const limited = draft({ memory: 64 * mib, cpus: 1, pids: 5 })
  expect(cannotBeEmptied(limited, { ...limited, memory: '', cpus: '', pids: '', cpuset: '' })).toEqual([
    'memory',
    'cpus',
  ])
})

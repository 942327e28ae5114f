import { expect, it } from 'vitest'
import { parseReading, sampleSince, type Reading } from './reading.ts'

/** As the engine (API 1.56) answers on cgroup v2, shortened. */
const answer = {
  read: '2026-08-01T12:00:00Z',
  cpu_stats: {
    cpu_usage: { total_usage: 3_000_000_000 },
    system_cpu_usage: 100_000_000_000,
    online_cpus: 4,
  },
  memory_stats: { usage: 50_000_000, stats: { inactive_file: 10_000_000, anon: 1 }, limit: 2_000_000_000 },
  pids_stats: { current: 7, limit: 2 ** 64 },
  blkio_stats: {
    io_service_bytes_recursive: [
      { major: 252, minor: 0, op: 'read', value: 4096 },
      { major: 253, minor: 0, op: 'Read', value: 4 },
      { major: 252, minor: 0, op: 'write', value: 8192 },
      { major: 252, minor: 0, op: 'Total', value: 99 },
    ],
  },
  networks: { eth0: { rx_bytes: 10, tx_bytes: 20 }, eth1: { rx_bytes: 1, tx_bytes: 2 } },
}

const read = (change: object = {}, time = 1000): Reading => {
  const reading = parseReading({ ...answer, ...change }, time)
  if (!reading) throw new Error('no reading')
  return reading
}

it('reads what the docker command shows', () => {
  expect(read().sample).toEqual({
    time: 1000,
    cpuPercent: null,
    memory: 40_000_000,
    memoryLimit: 2_000_000_000,
    netRx: 11,
    netTx: 22,
    blockRead: 4100,
    blockWrite: 8192,
    pids: 7,
    pidsLimit: null,
  })
})

it('takes the cache of cgroup v1 off too, and none that is larger than the whole', () => {
  const memory = (usage: number, stats: object): number =>
    read({ memory_stats: { usage, stats, limit: 1 } }).sample.memory
  expect(memory(100, { total_inactive_file: 30, inactive_file: 5 })).toBe(70)
  expect(memory(100, { inactive_file: 200 })).toBe(100)
  expect(memory(100, {})).toBe(100)
})

it('tells a limit of processes, and that there is no network', () => {
  const { sample } = read({ pids_stats: { current: 1, limit: 64 }, networks: undefined })
  expect(sample).toMatchObject({ pidsLimit: 64, netRx: null, netTx: null })
})

it('counts the share of the CPU from two readings: a whole CPU is 100', () => {
  const cpu = (used: number, had: number): object => ({
    cpu_stats: { cpu_usage: { total_usage: used }, system_cpu_usage: had, online_cpus: 4 },
  })
  const before = read(cpu(1000, 10_000))
  expect(sampleSince(undefined, before).cpuPercent).toBeNull()
  expect(sampleSince(before, read(cpu(2000, 14_000))).cpuPercent).toBe(100)
  expect(sampleSince(before, read(cpu(1000, 14_000))).cpuPercent).toBe(0)
  // started anew, and a machine that was suspended in between
  expect(sampleSince(before, read(cpu(10, 14_000))).cpuPercent).toBeNull()
  expect(sampleSince(before, read(cpu(2000, 10_000))).cpuPercent).toBeNull()
})

it('does with the little that a container says that has just ended', () => {
  const empty = {
    cpu_stats: { cpu_usage: { total_usage: 0 } },
    memory_stats: {},
    pids_stats: {},
    blkio_stats: { io_service_bytes_recursive: null },
  }
  expect(parseReading(empty, 5)?.sample).toMatchObject({ memory: 0, pids: 0, blockRead: 0, pidsLimit: null })
})

it.each([null, 'no', { message: 'no such container' }, { cpu_stats: 3 }])(
  'takes nothing from %j',
  (value) => {
    expect(parseReading(value, 0)).toBeNull()
  },
)

it('reads what Windows says: the private working set, no limits, and time in steps of 100 ns', () => {
  const windows = (read: string, total: number): object => ({
    read,
    preread: '0001-01-01T00:00:00Z',
    num_procs: 4,
    cpu_stats: { cpu_usage: { total_usage: total, usage_in_kernelmode: 1, usage_in_usermode: 1 } },
    memory_stats: { commitbytes: 70_000_000, commitpeakbytes: 90_000_000, privateworkingset: 41_000_000 },
    storage_stats: { read_count_normalized: 9, read_size_bytes: 4096, write_size_bytes: 512 },
    networks: { 'a1b2-endpoint': { rx_bytes: 10, tx_bytes: 20 } },
  })
  const at = (read: string, total: number): Reading => {
    const reading = parseReading(windows(read, total), 1000)
    if (!reading) throw new Error('no reading')
    return reading
  }
  const before = at('2026-08-01T12:00:00.000Z', 50_000_000)
  expect(before.sample).toEqual({
    time: 1000,
    cpuPercent: null,
    memory: 41_000_000,
    memoryLimit: null,
    netRx: 10,
    netTx: 20,
    blockRead: 4096,
    blockWrite: 512,
    pids: null,
    pidsLimit: null,
  })
  // Two seconds later it has used one: half a CPU.
  expect(sampleSince(before, at('2026-08-01T12:00:02.000Z', 60_000_000)).cpuPercent).toBeCloseTo(50)
  expect(sampleSince(before, at('no time', 60_000_000)).cpuPercent).toBeNull()
})

import { z } from 'zod'
import type { StatsSample } from '../../api/schema/stats.ts'

const count = z.number().nonnegative().catch(0)

/** `GET /containers/{id}/stats` as far as a sample needs it. What is not there counts as nothing used. */
const Answer = z.object({
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: count, percpu_usage: z.array(z.number()).nullish() }),
    system_cpu_usage: count,
    online_cpus: count,
  }),
  memory_stats: z
    .object({ usage: count, limit: count, stats: z.record(z.string(), z.number()).nullish() })
    .catch({ usage: 0, limit: 0, stats: null }),
  pids_stats: z.object({ current: count, limit: count }).catch({ current: 0, limit: 0 }),
  blkio_stats: z
    .object({ io_service_bytes_recursive: z.array(z.object({ op: z.string(), value: count })).nullish() })
    .catch({}),
  networks: z.record(z.string(), z.object({ rx_bytes: count, tx_bytes: count })).nullish(),
})

/** What an engine of Windows containers says in place of some of it. Source: moby, daemon/stats_windows.go. */
const WindowsAnswer = z.object({
  read: z.string(),
  num_procs: z.number().int().positive(),
  memory_stats: z.object({ privateworkingset: count }),
  storage_stats: z
    .object({ read_size_bytes: count, write_size_bytes: count })
    .catch({ read_size_bytes: 0, write_size_bytes: 0 }),
})

/** One answer of the engine: a sample, but for the share of the CPU, which takes two of them. */
export interface Reading {
  readonly sample: StatsSample
  /** the time that the container used, and that all CPUs of the machine had, in one unit: nanoseconds, of Windows ms */
  readonly used: number
  readonly had: number
  readonly cpus: number
}

/** `time`: unix milliseconds by the host's clock, which the page's own agrees with. Null for what is no answer. */
export function parseReading(answer: unknown, time: number): Reading | null {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) return null
  const windows = WindowsAnswer.safeParse(answer)
  const reading = readingOf(parsed.data, time)
  return windows.success ? windowsReading(reading, windows.data) : reading
}

function readingOf(answer: z.infer<typeof Answer>, time: number): Reading {
  const { cpu_stats: cpu, memory_stats: memory, pids_stats: pids, networks } = answer
  const nets = networks ? Object.values(networks) : null
  const disk = answer.blkio_stats.io_service_bytes_recursive ?? []
  const blocks = (op: string): number => sum(disk.map((one) => (one.op.toLowerCase() === op ? one.value : 0)))
  return {
    used: cpu.cpu_usage.total_usage,
    had: cpu.system_cpu_usage,
    cpus: cpu.online_cpus || (cpu.cpu_usage.percpu_usage?.length ?? 1),
    sample: {
      time,
      cpuPercent: null,
      memory: withoutCache(memory.usage, memory.stats ?? {}),
      memoryLimit: memory.limit,
      netRx: nets && sum(nets.map((net) => net.rx_bytes)),
      netTx: nets && sum(nets.map((net) => net.tx_bytes)),
      blockRead: blocks('read'),
      blockWrite: blocks('write'),
      pids: pids.current,
      pidsLimit: limitOf(pids.limit),
    },
  }
}

/** Windows counts the used time in steps of 100 ns, and says when it did; limits and processes it does not tell. */
function windowsReading(reading: Reading, windows: z.infer<typeof WindowsAnswer>): Reading {
  const { read, num_procs: cpus, memory_stats: memory, storage_stats: storage } = windows
  return {
    used: reading.used / 10_000,
    had: Date.parse(read) * cpus,
    cpus,
    sample: {
      ...reading.sample,
      memory: memory.privateworkingset,
      memoryLimit: null,
      blockRead: storage.read_size_bytes,
      blockWrite: storage.write_size_bytes,
      pids: null,
    },
  }
}

/** The sample with its share of the CPU since `before`, as the docker command computes it (cli/command/container/stats_helpers.go). */
export function sampleSince(before: Reading | undefined, now: Reading): StatsSample {
  const used = now.used - (before?.used ?? 0)
  const had = now.had - (before?.had ?? 0)
  // Less than before: the container was started anew meanwhile.
  if (!before || used < 0 || !(had > 0)) return now.sample
  return { ...now.sample, cpuPercent: (used / had) * now.cpus * 100 }
}

/** What could be given back does not count: `inactive_file` of cgroup v2, `total_inactive_file` of v1. */
function withoutCache(usage: number, stats: Readonly<Record<string, number>>): number {
  const cache = stats['total_inactive_file'] ?? stats['inactive_file'] ?? 0
  return cache < usage ? usage - cache : usage
}

/** "Unlimited" is 0 or the largest number that the kernel has. */
const limitOf = (limit: number): number | null =>
  limit > 0 && limit <= Number.MAX_SAFE_INTEGER ? limit : null

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

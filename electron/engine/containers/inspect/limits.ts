import type { Limits, RestartPolicy } from '../../../api/schema/container.ts'
import type { HostConfig } from './answer.ts'

/** The kernel's own period of CPU quotas, in microseconds (Documentation/scheduler/sched-bwc.rst). */
export const usualPeriod = 100_000

const some = (value: number): number | null => (value > 0 ? value : null)

/** The engine writes 0 or -1 for what has no limit. */
export function limitsOf(host: HostConfig): Limits {
  const quota = host.CpuQuota > 0 ? host.CpuQuota / (host.CpuPeriod || usualPeriod) : 0
  return {
    memory: some(host.Memory),
    memorySwap: host.MemorySwap < 0 ? 'unlimited' : some(host.MemorySwap),
    memoryReservation: some(host.MemoryReservation),
    cpus: some(host.NanoCpus / 1e9) ?? some(quota),
    cpuShares: some(host.CpuShares),
    cpuset: host.CpusetCpus || null,
    pids: some(host.PidsLimit ?? 0),
    blkioWeight: some(host.BlkioWeight),
    shm: some(host.ShmSize),
    ulimits: (host.Ulimits ?? []).map(({ Name, Soft, Hard }) => ({ name: Name, soft: Soft, hard: Hard })),
  }
}

export function restartOf(host: HostConfig): RestartPolicy {
  const { Name = '', MaximumRetryCount = 0 } = host.RestartPolicy ?? {}
  const known = Name === 'always' || Name === 'on-failure' || Name === 'unless-stopped'
  return { name: known ? Name : 'no', maximumRetries: MaximumRetryCount }
}

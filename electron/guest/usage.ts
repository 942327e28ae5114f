import { z } from 'zod'
import type { Usage } from '../api/schema/status.ts'

/**
 * One line of numbers at once, soon after, then every two seconds until nobody reads it: the ten of the line "cpu"
 * (proc_stat(5)), MemTotal MemAvailable in KiB (proc_meminfo(5)), size and use of /data in KiB. Only `df` and `sleep`
 * are processes of their own, so that looking costs the guest next to nothing.
 */
export const usageCommand = `pause=0.5
while :; do
read -r _ cpu </proc/stat
while read -r key value _; do
case $key in MemTotal:) total=$value ;; MemAvailable:) available=$value; break ;; esac
done </proc/meminfo
set -- $(df -kP /data | tail -n 1)
echo $cpu $total $available $2 $3 || exit 0
sleep $pause
pause=2
done`

/** One line of `usageCommand`, read. */
export interface Sample {
  readonly busyTicks: number
  readonly allTicks: number
  readonly memoryBytes: number
  readonly memoryUsedBytes: number
  readonly diskBytes: number
  readonly diskUsedBytes: number
}

const n = z.coerce
  .number()
  .nonnegative()
  .max(2 ** 43)
const Numbers = z.tuple([n, n, n, n, n, n, n, n, n, n, n, n, n, n])

/** Null for a line that is not one of ours. */
export function readSample(line: string): Sample | null {
  const numbers = Numbers.safeParse(line.split(' '))
  if (!numbers.success) return null
  // A guest's time (the ninth and tenth) is part of user and nice already.
  const [user, nice, system, idle, iowait, irq, softirq, steal, , , total, available, disk, used] =
    numbers.data
  const busyTicks = user + nice + system + irq + softirq + steal
  return {
    busyTicks,
    allTicks: busyTicks + idle + iowait,
    memoryBytes: total * 1024,
    memoryUsedBytes: Math.max(0, total - available) * 1024,
    diskBytes: disk * 1024,
    diskUsedBytes: used * 1024,
  }
}

/** What happened between two samples; ticks that did not go forward (a resumed machine) count as idle. */
export function usageBetween(before: Sample, after: Sample): Usage {
  const all = after.allTicks - before.allTicks
  const busy = after.busyTicks - before.busyTicks
  return {
    cpu: all > 0 ? Math.min(1, Math.max(0, busy / all)) : 0,
    memoryUsedBytes: after.memoryUsedBytes,
    memoryBytes: after.memoryBytes,
    diskUsedBytes: after.diskUsedBytes,
    diskBytes: after.diskBytes,
  }
}

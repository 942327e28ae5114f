import { z } from 'zod'

/** What a container used at one time. Totals count since the container's start: a smaller one is a new start. */
export const StatsSample = z.object({
  /** unix milliseconds */
  time: z.number(),
  /** 100 is one whole CPU, as the docker command counts for Linux; null before there are two readings to compare */
  cpuPercent: z.number().nullable(),
  /** bytes in use without the page cache that can be given back, as the docker command counts */
  memory: z.number(),
  /** bytes; all of the machine's where the container has no limit of its own; null where the engine does not say (Windows) */
  memoryLimit: z.number().nullable(),
  /** total bytes received and sent; null without a network of its own */
  netRx: z.number().nullable(),
  netTx: z.number().nullable(),
  /** total bytes read from and written to disks */
  blockRead: z.number(),
  blockWrite: z.number(),
  /** null where the engine does not count them (Windows) */
  pids: z.number().nullable(),
  /** null: as many as the machine allows */
  pidsLimit: z.number().nullable(),
})
export type StatsSample = z.infer<typeof StatsSample>

/** What every container that is up used at about one time. Who is missing is not up any more. */
export const StatsBatch = z.object({
  samples: z.array(z.object({ id: z.string(), sample: StatsSample })),
})
export type StatsBatch = z.infer<typeof StatsBatch>

/** At most an hour of one container, oldest first: the last five minutes as sampled, older ones about every ten seconds. */
export const StatsHistory = z.object({ samples: z.array(StatsSample) })
export type StatsHistory = z.infer<typeof StatsHistory>

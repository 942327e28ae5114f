import { z } from 'zod'

/** The machine's state in one word; the only words that the CLI, the page and the tray use for it. */
export const stateNames = [
  'stopped',
  'suspended',
  'starting',
  'running',
  'stopping',
  'suspending',
  'failed',
] as const
export const StateName = z.enum(stateNames)
export type StateName = z.infer<typeof StateName>

export const TimedStep = z.object({ name: z.string(), ms: z.number().int().nonnegative() })
export type TimedStep = z.infer<typeof TimedStep>

export const LastStart = z.object({
  kind: z.enum(['cold', 'resume']),
  /** milliseconds from the request to an answering engine */
  ms: z.number().int().nonnegative(),
  steps: z.array(TimedStep),
})
export type LastStart = z.infer<typeof LastStart>

export const StatusError = z.object({ step: z.string(), message: z.string(), hint: z.string() })
export type StatusError = z.infer<typeof StatusError>

/** What `berth status --json` prints. Stable: fields are added, never renamed or removed. */
export const Status = z.object({
  state: StateName,
  /** ISO 8601: when the machine entered `state` */
  since: z.string(),
  driver: z.string(),
  accelerator: z.string().nullable(),
  acceleratorReason: z.string().nullable(),
  /**
   * Where a suspended machine is kept. In memory, a restart of the computer ends it as a power cut would. Null: this one
   * cannot be suspended.
   */
  suspends: z.enum(['to-disk', 'in-memory']).nullable(),
  /** folders of this computer that the machine sees, or would be started with; null where the driver can share none */
  sharing: z
    .object({
      filesystem: z.enum(['virtiofs', '9p']),
      folders: z.array(z.string()),
      /** a machine with shared folders can be suspended */
      suspend: z.boolean(),
    })
    .nullable(),
  /** whether the machine runs programs made for Intel by Rosetta, or would; null where the driver has none */
  rosetta: z.boolean().nullable(),
  engine: z
    .object({
      socket: z.string(),
      version: z.string().nullable(),
      apiVersion: z.string().nullable(),
      answering: z.boolean(),
    })
    .nullable(),
  machine: z.object({
    cpus: z.number().int(),
    memoryMiB: z.number().int(),
    diskGiB: z.number().int(),
    /** what the data disk takes on the host, in bytes */
    diskUsedBytes: z.number().int().nonnegative(),
  }),
  lastStart: LastStart.nullable(),
  page: z.string().nullable(),
  errors: z.array(StatusError),
})
export type Status = z.infer<typeof Status>

export const Step = z.object({
  name: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: z.string(),
  ms: z.number(),
  progress: z.string().nullable(),
})
export type Step = z.infer<typeof Step>

/** Work on the machine that goes on now, or the last that failed: its steps so far. */
export const Activity = z.object({
  kind: z.enum(['start', 'stop', 'suspend']),
  startedAt: z.string(),
  steps: z.array(Step),
})
export type Activity = z.infer<typeof Activity>

/** What the guest says of itself, sampled while somebody looks. */
export const Usage = z.object({
  /** 0..1 of all the machine's CPUs */
  cpu: z.number(),
  memoryUsedBytes: z.number(),
  memoryBytes: z.number(),
  diskUsedBytes: z.number(),
  diskBytes: z.number(),
})
export type Usage = z.infer<typeof Usage>

/** What a client that watches the machine is told on every change. */
export const MachineView = z.object({
  status: Status,
  activity: Activity.nullable(),
  /** ISO 8601: since when the engine has or has not answered; null while the machine does not run */
  engineSince: z.string().nullable(),
})
export type MachineView = z.infer<typeof MachineView>

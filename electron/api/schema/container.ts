import { z } from 'zod'
import { ContainerRow } from './containers.ts'

/** When the engine starts a container again by itself. */
export const RestartPolicy = z.object({
  name: z.enum(['no', 'on-failure', 'always', 'unless-stopped']),
  /** how often at most, after failures; 0 is without end */
  maximumRetries: z.number().int().min(0).max(1_000_000),
})
export type RestartPolicy = z.infer<typeof RestartPolicy>

/** What a container may use. null: no limit of its own. */
export const Limits = z.object({
  /** bytes */
  memory: z.number().nullable(),
  /** bytes of memory and swap together */
  memorySwap: z.union([z.number(), z.literal('unlimited')]).nullable(),
  /** bytes that it is left with when memory is short */
  memoryReservation: z.number().nullable(),
  /** CPUs' worth of time: 1.5 is one and a half */
  cpus: z.number().nullable(),
  /** its weight among those that compete for CPU time; the engine's own is 1024 */
  cpuShares: z.number().nullable(),
  /** the CPUs that it may run on: "0-2,5" */
  cpuset: z.string().nullable(),
  /** processes and threads */
  pids: z.number().nullable(),
  /** its weight among those that compete for disks, 10 to 1000 */
  blkioWeight: z.number().nullable(),
  /** bytes of /dev/shm */
  shm: z.number().nullable(),
  ulimits: z.array(z.object({ name: z.string(), soft: z.number(), hard: z.number() })),
})
export type Limits = z.infer<typeof Limits>

const Mount = z.object({
  /** bind, volume, tmpfs, … as the engine says it */
  type: z.string(),
  /** the name of a volume, else the path on the machine */
  source: z.string(),
  target: z.string(),
  readOnly: z.boolean(),
  /** the volume's driver; empty for what has none */
  driver: z.string(),
  propagation: z.string(),
})

const Network = z.object({
  name: z.string(),
  /** with the length of their prefix: "172.18.0.2/16" */
  addresses: z.array(z.string()),
  gateways: z.array(z.string()),
  mac: z.string(),
  /** the names by which its neighbours reach it */
  names: z.array(z.string()),
})

export const Health = z.object({
  status: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  /** as it is run: "CMD-SHELL curl -f localhost" without its first word */
  command: z.string(),
  /** how many checks failed one after another */
  failing: z.number(),
  retries: z.number(),
  /** milliseconds; null where the engine's own default is */
  intervalMs: z.number().nullable(),
  timeoutMs: z.number().nullable(),
  startPeriodMs: z.number().nullable(),
  /** the last ones, the newest first */
  results: z.array(
    z.object({ startedAt: z.string(), ms: z.number(), exitCode: z.number(), output: z.string() }),
  ),
})
export type Health = z.infer<typeof Health>

const Security = z.object({
  privileged: z.boolean(),
  readOnlyRoot: z.boolean(),
  capAdd: z.array(z.string()),
  capDrop: z.array(z.string()),
  noNewPrivileges: z.boolean(),
  /** 'custom': a profile of its own, which is too long to show */
  seccomp: z.enum(['default', 'unconfined', 'custom']),
  appArmor: z.string(),
  /** the namespaces that it shares with the machine or with others: "pid: host" */
  shared: z.array(z.string()),
  devices: z.array(z.string()),
  groups: z.array(z.string()),
})

/** The whole of one container, for its detail. `raw` is the engine's own inspect answer. */
export const ContainerDetail = z.object({
  row: ContainerRow,
  /** the image's platform: "linux/amd64"; empty where the engine does not say */
  platform: z.string(),
  process: z.object({
    entrypoint: z.array(z.string()),
    command: z.array(z.string()),
    workingDir: z.string(),
    user: z.string(),
    hostname: z.string(),
    tty: z.boolean(),
    stdin: z.boolean(),
    init: z.boolean(),
    /** of its first process, on the machine; null while it does not run */
    pid: z.number().nullable(),
    stopSignal: z.string(),
    /** seconds; null for the engine's own */
    stopTimeout: z.number().nullable(),
  }),
  /** why it did not start, in the engine's words; empty when it did */
  startError: z.string(),
  oomKilled: z.boolean(),
  /** how often the engine started it again */
  restarts: z.number(),
  restart: RestartPolicy,
  autoRemove: z.boolean(),
  env: z.array(z.string()),
  labels: z.array(z.object({ name: z.string(), value: z.string() })),
  mounts: z.array(Mount),
  networks: z.array(Network),
  health: Health.nullable(),
  limits: Limits,
  security: Security,
  log: z.object({
    driver: z.string(),
    options: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
  /** bytes that it wrote over its image, and with its image; null when they were not asked for */
  writtenBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  raw: z.json(),
})
export type ContainerDetail = z.infer<typeof ContainerDetail>

const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What is to be changed of a container as it is, running or not; what is left out stays. */
export const LiveUpdate = z.object({
  memory: bytes.optional(),
  memorySwap: z.union([bytes, z.literal('unlimited')]).optional(),
  memoryReservation: bytes.optional(),
  cpus: z.number().min(0.01).max(4096).optional(),
  cpuShares: z.number().int().min(2).max(262_144).optional(),
  cpuset: z
    .string()
    .regex(/^\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*$/, 'write it like "0-2,5"')
    .max(1024)
    .optional(),
  /** null: no limit any more */
  pids: z.number().int().min(1).max(4_194_304).nullable().optional(),
  blkioWeight: z.number().int().min(10).max(1000).optional(),
  restart: RestartPolicy.optional(),
})
export type LiveUpdate = z.infer<typeof LiveUpdate>

/** A name as the engine takes it (moby, daemon/names: RestrictedNameChars). */
export const ContainerName = z
  .string()
  .max(255)
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/,
    'a name is made of letters, digits, "_", "." and "-", and begins with a letter or a digit',
  )

export const CommitOptions = z.object({
  /** "team/app:1.2"; null makes an image without a name */
  reference: z.string().max(512).nullable(),
  author: z.string().max(1024),
  message: z.string().max(8192),
  /** holds the container still meanwhile, so that its files fit together */
  pause: z.boolean(),
})
export type CommitOptions = z.infer<typeof CommitOptions>

/** A process of a container, as the machine's `ps` tells it. */
export const Process = z.object({
  /** on the machine, not in the container */
  pid: z.number(),
  parent: z.number().nullable(),
  user: z.string(),
  /** "S", "R+", …: `ps`'s letters */
  state: z.string(),
  /** seconds since it began, and seconds of CPU time that it took */
  age: z.number().nullable(),
  cpuSeconds: z.number().nullable(),
  /** bytes in memory */
  memory: z.number().nullable(),
  command: z.string(),
})
export type Process = z.infer<typeof Process>

export const FileChangeKind = z.enum(['changed', 'added', 'deleted'])
export type FileChangeKind = z.infer<typeof FileChangeKind>

/** The paths at which a container's files differ from its image's, by what happened to them. */
export const FileChanges = z.object({
  changed: z.array(z.string()),
  added: z.array(z.string()),
  deleted: z.array(z.string()),
  /** how many there are; more than the lists hold where there are too many to show */
  total: z.number(),
})
export type FileChanges = z.infer<typeof FileChanges>

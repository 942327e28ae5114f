import { z } from 'zod'

/** A reference to an object of the engine: an id, a name, or an image reference. Never a flag, a path or a control character. */
export const ObjectRef = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*$/, 'not a name or an id of the engine')

export const ContainerState = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
])
export type ContainerState = z.infer<typeof ContainerState>

export const PublishedPort = z.object({
  hostIp: z.string().nullable(),
  hostPort: z.number().nullable(),
  containerPort: z.number(),
  protocol: z.enum(['tcp', 'udp', 'sctp']),
})
export type PublishedPort = z.infer<typeof PublishedPort>

export const ContainerRow = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  state: ContainerState,
  /** the engine's own words: "Up 3 minutes (healthy)" is rebuilt from these by the page */
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  exitCode: z.number().nullable(),
  /** unix seconds */
  created: z.number(),
  /** ISO 8601 of the last start or end, where known */
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  ports: z.array(PublishedPort),
  composeProject: z.string().nullable(),
  composeService: z.string().nullable(),
})
export type ContainerRow = z.infer<typeof ContainerRow>

/** The whole of one container, for its detail. `raw` is the engine's own inspect answer. */
export const ContainerDetail = z.object({
  row: ContainerRow,
  tty: z.boolean(),
  restartPolicy: z.string(),
  env: z.array(z.string()),
  mounts: z.array(
    z.object({ type: z.string(), source: z.string(), target: z.string(), readOnly: z.boolean() }),
  ),
  networks: z.array(z.object({ name: z.string(), ip: z.string() })),
  /** bytes that the container wrote over its image; null when not asked for */
  writtenBytes: z.number().nullable(),
  raw: z.json(),
})
export type ContainerDetail = z.infer<typeof ContainerDetail>

export const ImageRow = z.object({
  /** digest of the image */
  id: z.string(),
  /** names with tags; empty for a dangling image */
  tags: z.array(z.string()),
  /** unix seconds */
  created: z.number(),
  bytes: z.number(),
  /** containers that use it, running or not */
  usedBy: z.array(z.string()),
})
export type ImageRow = z.infer<typeof ImageRow>

/** A live table: the whole of it first (and after every reconnect), then what changed. */
export type TableChange<Row> =
  { kind: 'all'; rows: Row[] } | { kind: 'changed'; row: Row } | { kind: 'removed'; id: string }

export const ContainerAction = z.enum(['start', 'stop', 'restart', 'kill', 'pause', 'unpause'])
export type ContainerAction = z.infer<typeof ContainerAction>

export const LogLine = z.object({
  stream: z.enum(['stdout', 'stderr']),
  /** RFC 3339 with nanoseconds, as the engine writes it */
  time: z.string(),
  /** without the line's end; control sequences as the program wrote them */
  text: z.string(),
})
export type LogLine = z.infer<typeof LogLine>

/** A batch of log lines; `done` when the container has ended and all of it was sent. */
export const LogBatch = z.object({ lines: z.array(LogLine), done: z.boolean() })
export type LogBatch = z.infer<typeof LogBatch>

export const TerminalEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), terminal: z.string() }),
  z.object({ kind: z.literal('output'), base64: z.string() }),
  z.object({ kind: z.literal('exit'), code: z.number().nullable() }),
])
export type TerminalEvent = z.infer<typeof TerminalEvent>

export const TerminalSize = z.object({
  columns: z.number().int().min(1).max(1000),
  rows: z.number().int().min(1).max(1000),
})
export type TerminalSize = z.infer<typeof TerminalSize>

export const PullLayer = z.object({
  id: z.string(),
  status: z.string(),
  currentBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
})
export type PullLayer = z.infer<typeof PullLayer>

/** Work on the engine that takes long and goes on without a page to watch it. */
export const Job = z.object({
  id: z.string(),
  kind: z.literal('pull'),
  /** what it is about: the image's reference */
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  layers: z.array(PullLayer),
  /** the newest line of the engine's that is about no layer */
  line: z.string().nullable(),
  error: z.object({ message: z.string(), hint: z.string() }).nullable(),
})
export type Job = z.infer<typeof Job>

export const RemovedImage = z.object({ untagged: z.array(z.string()), deleted: z.array(z.string()) })
export type RemovedImage = z.infer<typeof RemovedImage>

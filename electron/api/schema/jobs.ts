import { z } from 'zod'

export const PullLayer = z.object({
  id: z.string(),
  status: z.string(),
  currentBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
})
export type PullLayer = z.infer<typeof PullLayer>

/** What a job does to its subject. */
export const JobKind = z.enum([
  'run',
  'create',
  'pull',
  'push',
  'build',
  'load',
  'save',
  'upload',
  'download',
  'compose',
  'backup',
  'restore',
  'clone',
  'recreate',
  'commit',
  'cleanup',
  'retention',
  'trim',
  'migrate',
])
export type JobKind = z.infer<typeof JobKind>

/** One part of a job that does several things, one after another. */
export const JobStep = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  done: z.number(),
  total: z.number(),
  /** that it freed, where it is known */
  bytes: z.number().nullable(),
  /** what failed in it, though others of it may be done */
  error: z.string().nullable(),
})
export type JobStep = z.infer<typeof JobStep>

/** Work on the engine that takes long and goes on without a page to watch it. */
export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  /** what it is about: a reference of an image, the name of a volume, a folder */
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** of a pull or a push; else empty */
  layers: z.array(PullLayer),
  /** how much went through of how much, where bytes are what there is to count; `total` null while it is not known */
  bytes: z.object({ current: z.number(), total: z.number().nullable() }).nullable(),
  /** the newest line of the work that is about no layer */
  line: z.string().nullable(),
  error: z.object({ message: z.string(), hint: z.string() }).nullable(),
  /** of a job of several parts */
  steps: z.array(JobStep).optional(),
  /** it can be tried again when it failed or was cancelled */
  again: z.boolean().optional(),
})
export type Job = z.infer<typeof Job>

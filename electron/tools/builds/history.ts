import { z } from 'zod'
import type { BuildState, FailedLines } from '../../api/schema/builds.ts'
import type { DockerCli, OutputLine } from '../docker-cli.ts'
import { readFailedLines } from './failure.ts'

/** A build that the engine remembers, whoever asked for it. */
export interface EngineRecord {
  readonly ref: string
  readonly name: string
  readonly state: BuildState
  readonly startedAt: string
  readonly endedAt: string | null
  readonly steps: { readonly done: number; readonly total: number; readonly cached: number }
}

/** The engine's name for a build; it becomes a word of a command. */
export const BuildRef = z.string().regex(/^[a-z0-9]{8,64}$/)

const Listed = z.object({
  ref: z.string().transform((ref) => ref.split('/').at(-1) ?? ''),
  name: z.string().default(''),
  status: z.string(),
  created_at: z.string(),
  completed_at: z.string().optional(),
  completed_steps: z.number().default(0),
  total_steps: z.number().default(0),
  cached_steps: z.number().default(0),
})

const states: Readonly<Record<string, BuildState>> = {
  Running: 'running',
  Completed: 'done',
  Canceled: 'cancelled',
}

/** `docker buildx history ls`: newest first. What cannot be read of it is left out. */
export async function listHistory(docker: DockerCli, signal: AbortSignal): Promise<EngineRecord[]> {
  const text = await docker.output(
    'list the builds',
    ['buildx', 'history', 'ls', '--builder=default', '--no-trunc', '--format=json'],
    { signal },
  )
  return text.split('\n').flatMap((line) => {
    const found = Listed.safeParse(parsed(line))
    if (!found.success || !BuildRef.safeParse(found.data.ref).success) return []
    const { ref, name, status, created_at, completed_at, ...counts } = found.data
    return {
      ref,
      name,
      state: states[status] ?? 'failed',
      startedAt: created_at,
      endedAt: completed_at ?? null,
      steps: { done: counts.completed_steps, total: counts.total_steps, cached: counts.cached_steps },
    }
  })
}

const Pairs = z.array(z.object({ Name: z.string(), Value: z.string().default('') })).nullish()

const Inspected = z.object({
  Context: z.string().default(''),
  Dockerfile: z.string().default(''),
  Target: z.string().default(''),
  VCSRepository: z.string().default(''),
  VCSRevision: z.string().default(''),
  Platform: z.array(z.string()).nullish(),
  Status: z.string().default(''),
  Error: z.object({ Message: z.string().default(''), Sources: z.string().default('') }).nullish(),
  BuildArgs: Pairs,
  Labels: Pairs,
  Config: z
    .object({ Network: z.string().default(''), NoCache: z.boolean().default(false) })
    .partial()
    .nullish(),
  Attachments: z.array(z.object({ Digest: z.string(), Type: z.string() })).nullish(),
})

/** What more the engine knows of a build. */
export interface Inspected {
  readonly context: string | null
  readonly target: string | null
  readonly cancelled: boolean
  readonly error: string | null
  readonly failed: FailedLines | null
  readonly facts: readonly (readonly [string, string])[]
  readonly image: string | null
}

/** `docker buildx history inspect`. */
export async function inspectBuild(docker: DockerCli, ref: string, signal: AbortSignal): Promise<Inspected> {
  const text = await docker.output(
    'look at the build',
    ['buildx', 'history', 'inspect', '--builder=default', '--format=json', BuildRef.parse(ref)],
    { signal },
  )
  const found = Inspected.parse(JSON.parse(text))
  const facts: (readonly [string, string])[] = [
    ['Context', found.Context],
    ['Dockerfile', found.Dockerfile],
    ['Target', found.Target],
    ['Repository', found.VCSRepository],
    ['Revision', found.VCSRevision],
    ['Platform', (found.Platform ?? []).join(', ')],
    ['Network', found.Config?.Network ?? ''],
    ...(found.BuildArgs ?? []).map(({ Name, Value }) => [`ARG ${Name}`, Value] as const),
    ...(found.Labels ?? []).map(({ Name, Value }) => [`LABEL ${Name}`, Value] as const),
  ]
  const sources = Buffer.from(found.Error?.Sources ?? '', 'base64').toString('utf8')
  return {
    context: found.Context || null,
    target: found.Target || null,
    cancelled: found.Status === 'canceled',
    error: found.Error?.Message || null,
    failed: readFailedLines(sources.split('\n')),
    facts: facts.filter(([, value]) => value !== ''),
    image: found.Attachments?.find(({ Type }) => /image\.(index|manifest)/.test(Type))?.Digest ?? null,
  }
}

/** The status lines of a build that the engine remembers, and, while it runs, those that come. */
export async function historyLog(
  docker: DockerCli,
  ref: string,
  signal: AbortSignal,
  give: (lines: string[]) => Promise<void>,
): Promise<void> {
  const onLines = (lines: OutputLine[]): Promise<void> => give(lines.map(({ text }) => text))
  await docker.run(
    ['buildx', 'history', 'logs', '--builder=default', '--progress=rawjson', BuildRef.parse(ref)],
    { signal, onLines },
  )
}

/** Takes builds out of the engine's history. */
export async function forgetBuilds(
  docker: DockerCli,
  refs: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const words = ['buildx', 'history', 'rm', '--builder=default', ...refs.map((ref) => BuildRef.parse(ref))]
  await docker.output('remove the builds', words, { signal })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

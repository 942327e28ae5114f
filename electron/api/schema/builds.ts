import { z } from 'zod'
import { PlacePath } from './places.ts'

/** A repository, or an archive of files, that the engine fetches by itself. `#ref:folder` may follow. */
export const GitContext = z
  .string()
  .max(2048)
  .regex(/^((https?|ssh|git):\/\/|git@[\w.-]+:)[^\s]+$/, 'It is no URL of a repository.')

/** Where a build's files come from. */
export const BuildContext = z.union([PlacePath, GitContext])

export const isGit = (context: string): boolean => GitContext.safeParse(context).success

const Name = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[^\s=,]+$/, 'It cannot hold blanks, commas or "=".')
const NamedValue = z.object({ name: Name, value: z.string().max(32_768) })

/** All that a build is asked for. */
export const BuildRequest = z.object({
  context: BuildContext,
  /** null: the context's own Dockerfile. Relative to the context, or absolute */
  dockerfile: z.string().min(1).max(4096).nullable(),
  target: Name.nullable(),
  tags: z
    .array(
      z
        .string()
        .regex(/^[\w][\w./:@-]*$/, 'It is no name of an image.')
        .max(512),
    )
    .max(50),
  args: z.array(NamedValue).max(200),
  /** files whose content the build may read while it runs, and which no image keeps */
  secrets: z.array(z.object({ id: Name, file: PlacePath })).max(50),
  /** let the build use the user's ssh agent */
  ssh: z.boolean(),
  platforms: z
    .array(z.string().regex(/^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9.]+)?$/, 'It is no platform.'))
    .max(20),
  labels: z.array(NamedValue).max(200),
  noCache: z.boolean(),
  /** ask registries for newer base images */
  pull: z.boolean(),
  network: z.enum(['default', 'none', 'host']),
  /** `load`: into the engine's images; `push`: to its registry too; `check`: nowhere, only to see that it builds */
  output: z.enum(['load', 'push', 'check']),
})
export type BuildRequest = z.infer<typeof BuildRequest>

export const BuildState = z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted'])
export type BuildState = z.infer<typeof BuildState>

export interface BuildRow {
  readonly id: string
  /** the first tag, else the folder or the repository */
  readonly name: string
  /** `other`: started by another client of the engine; known from the engine's own history */
  readonly origin: 'berth' | 'other'
  readonly state: BuildState
  readonly startedAt: string
  readonly endedAt: string | null
  readonly steps: { readonly done: number; readonly total: number; readonly cached: number }
  readonly context: string | null
  readonly target: string | null
  /** the last words of one that failed */
  readonly error: string | null
  /** the running job that it is */
  readonly jobId: string | null
}

/** Where a Dockerfile failed, with the lines around. */
export interface FailedLines {
  readonly file: string
  readonly lines: readonly { readonly line: number; readonly text: string; readonly failed: boolean }[]
}

export interface BuildDetail {
  readonly row: BuildRow
  /** null for builds of other clients, which keep it to themselves */
  readonly request: BuildRequest | null
  readonly failed: FailedLines | null
  /** as it was when the build began, where it was in a folder of this computer */
  readonly dockerfile: { readonly name: string; readonly text: string } | null
  /** names and values that the engine's history knows */
  readonly facts: readonly (readonly [name: string, value: string])[]
  /** the digest of the image that came out */
  readonly image: string | null
  /** part of the log was let go: it was longer than is kept */
  readonly cut: boolean
}

export interface BuildStep {
  /** the vertex's digest */
  readonly id: string
  /** `[app 2/3] RUN make`, in the engine's words */
  readonly name: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly cached: boolean
  /** of all the times it ran, up to `runningSince` */
  readonly ms: number
  readonly runningSince: string | null
  /** bytes or parts of what it moves; null where there is nothing to count */
  readonly progress: { readonly name: string; readonly current: number; readonly total: number | null } | null
  readonly error: string | null
}

export interface BuildLine {
  /** the step's id; null for what the command said itself */
  readonly step: string | null
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
  /** ms since 1970 */
  readonly time: number
}

/** What became new of a build since the last update. */
export interface BuildUpdate {
  readonly steps: readonly BuildStep[]
  readonly lines: readonly BuildLine[]
}

/** What a Dockerfile offers to choose from, as the engine reads it. */
export interface DockerfileView {
  readonly text: string
  readonly targets: readonly {
    readonly name: string
    readonly base: string
    readonly line: number | null
    readonly isDefault: boolean
  }[]
  /** of the target that was asked for */
  readonly args: readonly { readonly name: string; readonly value: string; readonly description: string }[]
  readonly secrets: readonly { readonly name: string; readonly required: boolean }[]
  readonly ssh: boolean
  /** what the engine's linter finds, which keeps no build from going */
  readonly hints: readonly { readonly rule: string; readonly detail: string; readonly line: number | null }[]
}

/** A piece of the build cache. */
export interface CacheEntry {
  readonly id: string
  readonly type: string
  readonly description: string
  readonly bytes: number
  readonly inUse: boolean
  /** an image has it too: removing it frees nothing by itself */
  readonly shared: boolean
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly uses: number
}

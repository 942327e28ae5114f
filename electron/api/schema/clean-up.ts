import { z } from 'zod'
import { ObjectRef } from './object.ts'

/** What a clean-up can take, in the order in which it does: what containers hold is free once they are gone. */
export const CleanUpKind = z.enum(['containers', 'networks', 'volumes', 'images', 'cache'])
export type CleanUpKind = z.infer<typeof CleanUpKind>
export const cleanUpKinds = CleanUpKind.options

/** What a preview is about. */
export const CleanUpKinds = z.array(CleanUpKind).min(1).max(cleanUpKinds.length)

/** Objects of this label are spared by every clean-up of Berth's, whatever its value. */
export const keepLabel = 'berth.keep'

/** Something that a clean-up could take. */
export interface Candidate {
  readonly kind: CleanUpKind
  /** of the engine; the name of a volume */
  readonly id: string
  /** what it is called; empty for a dangling image */
  readonly name: string
  /** all names of an image */
  readonly tags: readonly string[]
  /** the image of a container; else empty */
  readonly madeFrom: string
  /** that its removal frees at least; null where the engine cannot tell */
  readonly bytes: number | null
  /** dangling, anonymous, shared with nothing: what the narrower choice takes too */
  readonly narrow: boolean
  /** ids of stopped containers, or of pieces of the cache, that hold it: it can only go with all of these */
  readonly neededBy: readonly string[]
  /** ISO 8601; null where the engine does not say */
  readonly created: string | null
  /** ISO 8601: when it was last used, ended, made or named, whichever is the newest known */
  readonly since: string | null
}

/** What could go, as it was measured. What is in use, or kept by its label, is not in it. */
export interface CleanUpPreview {
  /** ISO 8601: of the oldest figure in it */
  readonly measuredAt: string
  readonly candidates: readonly Candidate[]
  /** how many are spared for their label */
  readonly kept: number
  /** all of the build cache, but for what images share */
  readonly cacheBytes: number
}

/** What of each kind goes. */
export const CleanUpChoice = z.object({
  containers: z.enum(['none', 'all']),
  networks: z.enum(['none', 'all']),
  /** narrow: those that nobody named */
  volumes: z.enum(['none', 'narrow', 'all']),
  /** narrow: dangling ones */
  images: z.enum(['none', 'narrow', 'all']),
  /** narrow: what no image shares */
  cache: z.enum(['none', 'narrow', 'all']),
  /** of the cache only what was not used for so many hours */
  cacheUnusedHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 366)
    .nullable(),
})
export type CleanUpChoice = z.infer<typeof CleanUpChoice>

/** One key for an object of any kind. */
export const candidateKey = ({ kind, id }: Pick<Candidate, 'kind' | 'id'>): string => `${kind}:${id}`

/** What goes by a choice: the candidates that it takes, but for those that something needs which stays. */
export function whatGoes(
  candidates: readonly Candidate[],
  choice: CleanUpChoice,
  now: number,
  spared: ReadonlySet<string> = new Set(),
): Candidate[] {
  const chosen = candidates.filter((one) => !spared.has(candidateKey(one)) && isChosen(one, choice, now))
  return withoutNeeded(chosen)
}

function isChosen(one: Candidate, choice: CleanUpChoice, now: number): boolean {
  const extent = choice[one.kind]
  if (extent === 'none' || (extent === 'narrow' && !one.narrow)) return false
  if (one.kind !== 'cache' || choice.cacheUnusedHours === null) return true
  return one.since === null || Date.parse(one.since) < now - choice.cacheUnusedHours * 3_600_000
}

/** Takes out what is needed by something that stays, again and again until nothing more is. */
export function withoutNeeded(chosen: readonly Candidate[]): Candidate[] {
  let going = [...chosen]
  for (;;) {
    const ids = new Set(going.map(({ id }) => id))
    const next = going.filter(({ neededBy }) => neededBy.every((id) => ids.has(id)))
    if (next.length === going.length) return next
    going = next
  }
}

/** Bytes in all of what is known, and whether that is all. */
export function sumOfCandidates(candidates: readonly Candidate[]): { bytes: number; unknown: number } {
  let [bytes, unknown] = [0, 0]
  for (const one of candidates)
    if (one.bytes === null) unknown += 1
    else bytes += one.bytes
  return { bytes, unknown }
}

/** objects of a kind in one clean-up */
const most = 5000

/** Exactly what is to be removed: what came after the preview is not in it, and so stays. */
export const CleanUpPlan = z.object({
  containers: z.array(ObjectRef).max(most),
  networks: z.array(ObjectRef).max(most),
  volumes: z.array(z.object({ name: ObjectRef, created: z.string().max(64).nullable() })).max(most),
  images: z.array(z.object({ id: ObjectRef, tags: z.array(ObjectRef).max(500) })).max(most),
  cache: z.object({ all: z.boolean(), ids: z.array(z.string().regex(/^[a-z0-9]{1,128}$/)).max(most) }),
})
export type CleanUpPlan = z.infer<typeof CleanUpPlan>

/** The plan that removes these. */
export function planOf(going: readonly Candidate[], choice: Pick<CleanUpChoice, 'cache'>): CleanUpPlan {
  const of = (kind: CleanUpKind): Candidate[] => going.filter((one) => one.kind === kind).slice(0, most)
  const ids = (kind: CleanUpKind): string[] => of(kind).map(({ id }) => id)
  return {
    containers: ids('containers'),
    networks: ids('networks'),
    volumes: of('volumes').map(({ id, created }) => ({ name: id, created })),
    images: of('images').map(({ id, tags }) => ({ id, tags: [...tags] })),
    cache: { all: choice.cache === 'all', ids: ids('cache') },
  }
}

/** What became of one step of a clean-up. */
export const CleanUpStep = z.object({
  kind: CleanUpKind,
  /** names of what went, the first some */
  names: z.array(z.string().max(600)).max(200),
  removed: z.number().int().nonnegative(),
  /** as it was measured, or as the engine told; null where neither is known */
  bytes: z.number().nonnegative().nullable(),
  /** left, since it was used, changed or gone by then */
  left: z.number().int().nonnegative(),
  /** what could not be removed, each in a sentence; the first some */
  failures: z.array(z.string().max(2100)).max(20),
})
export type CleanUpStep = z.infer<typeof CleanUpStep>

/** A clean-up that was done, as it is remembered. */
export const CleanUpRecord = z.object({
  /** ISO 8601 */
  at: z.string().max(64),
  by: z.enum(['user', 'rules', 'rules-now']),
  tookMs: z.number().nonnegative(),
  freedBytes: z.number().nonnegative(),
  steps: z.array(CleanUpStep).max(20),
  /** why it ended early, in a sentence */
  error: z.string().max(2100).nullable(),
})
export type CleanUpRecord = z.infer<typeof CleanUpRecord>

import { z } from 'zod'
import { withoutNeeded, type Candidate, type CleanUpPreview, type CleanUpRecord } from './clean-up.ts'

const Days = z.number().int().min(1).max(3650)
const ByAge = z.strictObject({ on: z.boolean(), days: Days })

/** The rules by which Berth cleans up by itself. All are off unless somebody turns them on; none is about volumes. */
export const RetentionRules = z.strictObject({
  /** made, or named for the last time, longer ago */
  danglingImages: ByAge,
  unusedImages: ByAge,
  /** ended, or made and never run, longer ago */
  stoppedContainers: ByAge,
  buildCache: z
    .strictObject({
      on: z.boolean(),
      /** not used for longer */
      days: Days.nullable(),
      /** what was used least recently goes until no more than this is left */
      maxGiB: z.number().int().min(1).max(10_000).nullable(),
    })
    .refine((rule) => !rule.on || rule.days !== null || rule.maxGiB !== null, 'give an age or a size'),
})
export type RetentionRules = z.infer<typeof RetentionRules>

export const ruleNames = ['stoppedContainers', 'danglingImages', 'unusedImages', 'buildCache'] as const
export type RuleName = (typeof ruleNames)[number]

export const noRules: RetentionRules = {
  danglingImages: { on: false, days: 7 },
  unusedImages: { on: false, days: 30 },
  stoppedContainers: { on: false, days: 14 },
  buildCache: { on: false, days: 14, maxGiB: null },
}

export interface RetentionView {
  readonly rules: RetentionRules
  /** why the file that keeps them cannot be read: then no rule is on */
  readonly error: { readonly message: string; readonly hint: string } | null
  /** ISO 8601; null while no rule is on or the machine does not run */
  readonly nextRun: string | null
  /** the newest first */
  readonly records: readonly CleanUpRecord[]
}

/** What each rule would take now, were it on. */
export type RetentionPreview = Readonly<Record<RuleName, readonly Candidate[]>>

const dayMs = 24 * 3_600_000

/** What goes by the rules that are on, each object once. No rule is about volumes. */
export function goesByRules(preview: CleanUpPreview, rules: RetentionRules, now: number): Candidate[] {
  const taken = takenBy(preview, rules, now)
  return withoutNeeded([...new Set(ruleNames.flatMap((name) => (rules[name].on ? taken[name] : [])))])
}

/** What each rule would take beside those that are on. */
export function previewOfRules(
  preview: CleanUpPreview,
  rules: RetentionRules,
  now: number,
): RetentionPreview {
  const taken = takenBy(preview, rules, now)
  const goes = (name: RuleName): Candidate[] => {
    const all = new Set(goesByRules(preview, { ...rules, [name]: { ...rules[name], on: true } }, now))
    return taken[name].filter((one) => all.has(one))
  }
  return {
    stoppedContainers: goes('stoppedContainers'),
    danglingImages: goes('danglingImages'),
    unusedImages: goes('unusedImages'),
    buildCache: goes('buildCache'),
  }
}

function takenBy(
  { candidates, cacheBytes }: CleanUpPreview,
  rules: RetentionRules,
  now: number,
): Record<RuleName, Candidate[]> {
  const old = (one: Candidate, days: number): boolean =>
    one.since !== null && Date.parse(one.since) < now - days * dayMs
  const ofKind = (kind: Candidate['kind']): Candidate[] => candidates.filter((one) => one.kind === kind)
  return {
    stoppedContainers: ofKind('containers').filter((one) => old(one, rules.stoppedContainers.days)),
    danglingImages: ofKind('images').filter((one) => one.narrow && old(one, rules.danglingImages.days)),
    unusedImages: ofKind('images').filter((one) => old(one, rules.unusedImages.days)),
    buildCache: cacheTaken(ofKind('cache'), cacheBytes, rules.buildCache, old),
  }
}

/** What is too old, and then what was used least recently, until little enough is left. */
function cacheTaken(
  cache: readonly Candidate[],
  allBytes: number,
  { days, maxGiB }: RetentionRules['buildCache'],
  old: (one: Candidate, days: number) => boolean,
): Candidate[] {
  const usedAt = ({ since }: Candidate): number => (since === null ? 0 : Date.parse(since))
  let left = allBytes
  return cache
    .filter(({ narrow }) => narrow)
    .sort((a, b) => usedAt(a) - usedAt(b))
    .filter((one) => {
      const goes = (days !== null && old(one, days)) || (maxGiB !== null && left > maxGiB * 2 ** 30)
      if (goes) left -= one.bytes ?? 0
      return goes
    })
}

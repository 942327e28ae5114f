import { RetentionRules, ruleNames, type RuleName } from '../../../../electron/api/schema/retention.ts'

/** Rules as a form has them: numbers as they are typed. */
export type RulesDraft = Readonly<
  Record<RuleName, { readonly on: boolean; readonly days: string; readonly gib: string }>
>

export function draftOf(rules: RetentionRules): RulesDraft {
  const of = (name: RuleName): RulesDraft[RuleName] => {
    const rule = rules[name]
    const gib = 'maxGiB' in rule ? rule.maxGiB : null
    return {
      on: rule.on,
      days: rule.days === null ? '' : String(rule.days),
      gib: gib === null ? '' : String(gib),
    }
  }
  return {
    stoppedContainers: of('stoppedContainers'),
    danglingImages: of('danglingImages'),
    unusedImages: of('unusedImages'),
    buildCache: of('buildCache'),
  }
}

/** Null where a number is none, or out of its bounds. */
export function rulesOf(draft: RulesDraft): RetentionRules | null {
  const count = (text: string): number | null => (text.trim() === '' ? null : Number(text))
  const byAge = (name: RuleName) => ({ on: draft[name].on, days: count(draft[name].days) })
  const parsed = RetentionRules.safeParse({
    stoppedContainers: byAge('stoppedContainers'),
    danglingImages: byAge('danglingImages'),
    unusedImages: byAge('unusedImages'),
    buildCache: { ...byAge('buildCache'), maxGiB: count(draft.buildCache.gib) },
  })
  return parsed.success ? parsed.data : null
}

export const sameDraft = (a: RulesDraft, b: RulesDraft): boolean =>
  ruleNames.every(
    (name) => a[name].on === b[name].on && a[name].days === b[name].days && a[name].gib === b[name].gib,
  )

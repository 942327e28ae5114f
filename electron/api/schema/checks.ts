import { z } from 'zod'

/** What only some hypervisors need of a computer: looked at where it is one of them, in the order in which it is put right. */
export const NeedId = z.enum([
  'edition',
  'feature',
  'windows-hypervisor',
  'rights',
  'switch',
  'home-disk',
  'route',
  'rosetta',
])
export type NeedId = z.infer<typeof NeedId>

/** What is looked at, in the order in which it matters for a start. */
export const CheckId = z.enum([
  'folders',
  'settings',
  'disk',
  ...NeedId.options,
  'hypervisor',
  'virtualisation',
  'image',
  'memory',
  'clock',
  'engines',
  'proxy',
])
export type CheckId = z.infer<typeof CheckId>

/** What Berth can put right by itself when it is told to. */
export const CheckAction = z.enum([
  'retry-acceleration',
  'default-memory',
  'use-context',
  'use-proxy',
  'set-up-hypervisor',
])
export type CheckAction = z.infer<typeof CheckAction>

export const CheckFix = z.discriminatedUnion('kind', [
  /** for the user to run: it needs rights or decisions that are not Berth's */
  z.object({ kind: z.literal('command'), command: z.string().min(1).max(2000) }),
  /** `command` does the same */
  z.object({ kind: z.literal('action'), action: CheckAction, command: z.string().min(1).max(2000) }),
])
export type CheckFix = z.infer<typeof CheckFix>

export const Check = z.object({
  id: CheckId,
  title: z.string(),
  state: z.enum(['ok', 'warning', 'failed']),
  /** what was found */
  sentence: z.string(),
  /** what to do, in words; empty where there is nothing */
  hint: z.string(),
  fix: CheckFix.nullable(),
})
export type Check = z.infer<typeof Check>

/** The worst of all. */
export function worstOf(checks: readonly Check[]): Check['state'] {
  const states = checks.map(({ state }) => state)
  if (states.includes('failed')) return 'failed'
  return states.includes('warning') ? 'warning' : 'ok'
}

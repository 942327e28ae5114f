import type { Check, CheckFix } from '../../api/schema/checks.ts'

/** What a check says, without its name. */
export type Finding = Pick<Check, 'state' | 'sentence' | 'hint' | 'fix'>

export const ok = (sentence: string): Finding => ({ state: 'ok', sentence, hint: '', fix: null })

export const warning = (sentence: string, hint: string, fix: CheckFix | null = null): Finding => ({
  state: 'warning',
  sentence,
  hint,
  fix,
})

export const failed = (sentence: string, hint: string, fix: CheckFix | null = null): Finding => ({
  state: 'failed',
  sentence,
  hint,
  fix,
})

export const command = (line: string): CheckFix => ({ kind: 'command', command: line })

/** Bytes in powers of 1024, as machines are sized. */
export function gib(bytes: number): string {
  const value = bytes / 2 ** 30
  return `${value >= 10 ? Math.round(value) : Number(value.toFixed(1))} GiB`
}

/** A path as a shell takes it. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

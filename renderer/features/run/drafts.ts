import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'

/** What was entered and not sent, by where: a page that is left by mistake has it again. */
const drafts = new Map<string, RunSpec>()

export const draftOf = (key: string): RunSpec | undefined => drafts.get(key)
export const keepDraft = (key: string, spec: RunSpec): void => void drafts.set(key, spec)
export const dropDraft = (key: string): void => void drafts.delete(key)

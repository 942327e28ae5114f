import { z } from 'zod'
import { Check, CheckAction } from './checks.ts'
import { DiagnosticsFile } from './diagnostics.ts'
import { SettingChange, SettingName, SettingRow } from './settings.ts'
import { Status } from './status.ts'

/**
 * What the berth command may ask while no host process runs. The host's program answers from disk, once, and ends:
 * the question is JSON on its standard input, the answer JSON on its standard output.
 */
export const OfflineQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('list-settings') }),
  z.object({ kind: z.literal('set-setting'), name: SettingName, value: z.json() }),
  z.object({ kind: z.literal('checks') }),
  z.object({ kind: z.literal('fix'), action: CheckAction }),
  z.object({ kind: z.literal('diagnostics'), file: z.string().min(1).max(4096) }),
])
export type OfflineQuestion = z.infer<typeof OfflineQuestion>

/** `orphan`: a machine runs though no host owns it, so only a host that takes it over knows more. */
export const OfflineStatus = z.object({ status: Status, orphan: z.boolean() })
export type OfflineStatus = z.infer<typeof OfflineStatus>

export const OfflineAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), answer: OfflineStatus }),
  z.object({ kind: z.literal('list-settings'), answer: z.array(SettingRow) }),
  z.object({ kind: z.literal('set-setting'), answer: SettingChange }),
  z.object({ kind: z.literal('checks'), answer: z.array(Check) }),
  z.object({ kind: z.literal('fix'), answer: z.null() }),
  z.object({ kind: z.literal('diagnostics'), answer: DiagnosticsFile }),
  z.object({ kind: z.literal('error'), error: z.json() }),
])
export type OfflineAnswer = z.infer<typeof OfflineAnswer>

/** The word on the host program's command line that makes it answer a question instead of becoming the host. */
export const offlineArgument = 'answer'

/** What a new host process tells who started it, over Node's IPC channel: once, as its first and only word. */
export const HostGreeting = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** another process is the host of this home, or is about to be */
  z.object({ kind: z.literal('taken') }),
  z.object({ kind: z.literal('failed'), error: z.json() }),
])
export type HostGreeting = z.infer<typeof HostGreeting>

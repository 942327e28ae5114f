import type { Settings } from '../../api/schema/settings.ts'
import type { Activity, LastStart, StateName, StatusError } from '../../api/schema/status.ts'
import { BerthError } from '../../base/errors.ts'
import type { RunningMachine } from '../driver.ts'

/** Work on the machine that goes on: who wants to join it waits for `ended`, who wants it gone aborts it. */
export interface Work {
  readonly abort: AbortController
  /** settles when the state has left this work behind; rejects with what ended it */
  readonly ended: Promise<void>
}

/** The machine's state. Only the states that have a running machine, or work under way, hold one. */
export type MachineState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'starting'; readonly work: Work }
  | { readonly kind: 'running'; readonly machine: RunningMachine }
  | { readonly kind: 'stopping'; readonly work: Work }
  | { readonly kind: 'suspending'; readonly work: Work }
  | { readonly kind: 'failed'; readonly error: BerthError }

/** What the machine tells of itself, as of one moment. */
export interface MachineSnapshot {
  readonly state: StateName
  /** ISO 8601 */
  readonly since: string
  /** what the machine that runs was started with */
  readonly settings: Settings | null
  readonly accelerator: string | null
  readonly acceleratorReason: string | null
  readonly lastStart: LastStart | null
  readonly activity: Activity | null
  readonly errors: readonly StatusError[]
}

/** An error as the status tells it; `step` where it has none: what the machine was doing. */
export function statusError(error: BerthError, step: string): StatusError {
  return { step: error.step ?? step, message: error.message, hint: error.hint }
}

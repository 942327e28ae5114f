import type { Check, CheckAction } from '../schema/checks.ts'

/** Looks at this computer: what keeps the machine from starting or makes it worse than it could be. */
export interface ChecksService {
  /** Looks at everything, within a bounded time each; changes nothing and never rejects for what it finds. */
  run(signal: AbortSignal): Promise<Check[]>
  /** Does what a check offered. Rejects where that is not possible now. */
  fix(action: CheckAction): Promise<void>
}

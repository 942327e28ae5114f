import type { Health } from '../../../api/schema/container.ts'
import { clip } from '../../text.ts'
import { healthOf as statusOf } from '../row.ts'
import type { Inspected } from './answer.ts'

const msOf = (nanoseconds: number): number | null => (nanoseconds > 0 ? nanoseconds / 1e6 : null)

/** The health check and its last results; null where there is none, or one that was switched off. */
export function healthOf({ Config, State }: Inspected): Health | null {
  const check = Config.Healthcheck
  const [kind, ...words] = check?.Test ?? []
  if (!check || kind === undefined || kind === 'NONE') return null
  return {
    status: statusOf(State.Health?.Status, 'none'),
    command: clip(words.join(' ')),
    failing: State.Health?.FailingStreak ?? 0,
    // The engine's own defaults: moby, daemon/health.go.
    retries: check.Retries || 3,
    intervalMs: msOf(check.Interval),
    timeoutMs: msOf(check.Timeout),
    startPeriodMs: msOf(check.StartPeriod),
    results: (State.Health?.Log ?? [])
      .slice(-10)
      .reverse()
      .map(({ Start, End, ExitCode, Output }) => ({
        startedAt: Start,
        ms: Math.max(0, Date.parse(End) - Date.parse(Start)) || 0,
        exitCode: ExitCode,
        output: clip(Output.trim(), 4096),
      })),
  }
}

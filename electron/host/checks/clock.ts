import { failed, ok, command, warning, type Finding } from './finding.ts'

export interface ClockFacts {
  /** all in unix milliseconds */
  readonly now: number
  /** when this Berth was built or unpacked: no later clock can be right */
  readonly builtAt: number | null
  /** null where the system has no word for it */
  readonly synchronised: boolean | null
}

const dayMs = 86_400_000

/** A clock that is wrong makes TLS fail: no image can be pulled. The machine gets its time from here. */
export function judgeClock({ now, builtAt, synchronised }: ClockFacts): Finding {
  const shown = new Date(now).toISOString().slice(0, 16).replace('T', ' ')
  if (builtAt !== null && now < builtAt - dayMs)
    return failed(
      `This computer's clock says ${shown} UTC, which is before this Berth was made.`,
      'Set it: with a wrong clock no registry is trusted.',
      command('sudo timedatectl set-ntp true'),
    )
  if (synchronised === false)
    return warning(
      `This computer's clock (${shown} UTC) is not kept in time by anybody.`,
      'Where it drifts, registries are no longer trusted. The machine takes its time from it.',
      command('sudo timedatectl set-ntp true'),
    )
  return ok(`This computer's clock says ${shown} UTC; the machine takes its time from it.`)
}

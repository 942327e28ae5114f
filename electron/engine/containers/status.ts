/** What only the engine's own sentence says in a list: "Exited (137) 3 minutes ago", "Up 2 hours (unhealthy)". */
export interface StatusWords {
  readonly exitCode: number | null
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy'
}

/** Source: `State.String` of moby's daemon/container/state.go. */
export function parseStatus(status: string): StatusWords {
  const code = /^(?:Exited|Restarting) \((-?\d{1,10})\)/.exec(status)?.[1]
  const health = /\((health: starting|healthy|unhealthy)\)/.exec(status)?.[1]
  return {
    exitCode: code === undefined ? null : Number(code),
    health: health === 'healthy' || health === 'unhealthy' ? health : health ? 'starting' : 'none',
  }
}

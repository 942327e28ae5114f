/** The middle value; the mean of the middle two when their number is even. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The value below which `percent` of the values lie, interpolated between neighbours. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new Error('No values were measured.')
  const sorted = [...values].sort((a, b) => a - b)
  const at = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(at)] ?? NaN
  const above = sorted[Math.ceil(at)] ?? NaN
  return below + (above - below) * (at - Math.floor(at))
}

/** One thing measured several times in one run, in the unit it names. */
export interface Series {
  readonly name: string
  readonly unit: 'ms' | 'MB/s' | 'MB' | 'KB' | '%' | 'frames/s' | 'lines/s'
  readonly values: readonly number[]
}

/** A promise of the issue's: a ratio of medians and what it must not pass. */
export interface Budget {
  readonly name: string
  readonly ratio: number
  readonly limit: number
  /** `at-most`: smaller is better */
  readonly kind: 'at-most' | 'at-least'
}

export function kept(budget: Budget): boolean {
  return budget.kind === 'at-most' ? budget.ratio <= budget.limit : budget.ratio >= budget.limit
}

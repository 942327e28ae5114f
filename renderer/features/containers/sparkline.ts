/** One point in time of what a sparkline draws; null where nothing is known. */
export interface SparkPoint {
  /** unix milliseconds */
  readonly time: number
  readonly value: number | null
}

interface Box {
  readonly width: number
  readonly height: number
  /** the time from the left edge to the right one, ms */
  readonly spanMs: number
  /** what the top stands for, unless a point is higher */
  readonly top: number
}

/** The points of an SVG polyline: the newest at the right edge, zero at the bottom. Empty for fewer than two. */
export function sparkline(points: readonly SparkPoint[], box: Box): string {
  const known = points.flatMap(({ time, value }) => (value === null ? [] : [{ time, value }]))
  const end = known.at(-1)
  if (!end || known.length < 2) return ''
  const top = Math.max(box.top, ...known.map(({ value }) => value))
  // Half a pixel at both edges, or the line would be cut.
  const x = (time: number): number => box.width * (1 - (end.time - time) / box.spanMs)
  const y = (value: number): number =>
    top === 0 ? box.height - 0.5 : box.height - 0.5 - (box.height - 1) * (value / top)
  return known.map(({ time, value }) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}

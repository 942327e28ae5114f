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

/** A line that comes as near to the left edge as this, in pixels, goes all the way: the next sample would be beyond it. */
const nearEdge = 2

/**
 * The points of an SVG polyline: the newest at the right edge, zero at the bottom. Empty for fewer than two. What lies on
 * a level between its neighbours is left out: the line of a container that sleeps is the same at every sample, and costs
 * no drawing.
 */
export function sparkline(points: readonly SparkPoint[], box: Box): string {
  const known = points.flatMap(({ time, value }) => (value === null ? [] : [{ time, value }]))
  const end = known.at(-1)
  if (!end || known.length < 2) return ''
  const top = Math.max(box.top, ...known.map(({ value }) => value))
  // Half a pixel at both edges, or the line would be cut.
  const x = (time: number): number => box.width * (1 - (end.time - time) / box.spanMs)
  const y = (value: number): number =>
    top === 0 ? box.height - 0.5 : box.height - 0.5 - (box.height - 1) * (value / top)
  const drawn = known.map(({ time, value }) => ({ x: x(time).toFixed(1), y: y(value).toFixed(1) }))
  const [first] = drawn
  if (first && Number(first.x) < nearEdge) first.x = '0.0'
  return drawn
    .filter((point, at) => point.y !== drawn[at - 1]?.y || point.y !== drawn[at + 1]?.y)
    .map((point) => `${point.x},${point.y}`)
    .join(' ')
}

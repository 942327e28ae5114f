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

/** Pixels by which a level line that does not go back all the way yet grows: each step has it drawn anew. */
const growth = 6
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
  const all = known.map(({ time, value }) => ({ x: x(time), y: y(value).toFixed(1) }))
  const drawn = all.filter((point, at) => point.y !== all[at - 1]?.y || point.y !== all[at + 1]?.y)
  const [first, second] = drawn
  if (first && first.x < nearEdge) first.x = 0
  else if (first && second && first.y === second.y)
    first.x = Math.min(second.x, Math.ceil(first.x / growth) * growth)
  return drawn.map((point) => `${point.x.toFixed(1)},${point.y}`).join(' ')
}

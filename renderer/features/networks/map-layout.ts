import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'

/** A network as a line down the map. */
export interface Line {
  readonly network: NetworkRow
  /** index among the network colours */
  readonly colour: number
  /** first and last row that it stops at */
  readonly from: number
  readonly to: number
}

/** A container as a row of the map. */
export interface Stops {
  readonly container: ContainerRow
  /** by line: its address there, '' while it has none, null where the line passes by */
  readonly at: readonly (string | null)[]
  /** first and last line that it stops at */
  readonly from: number
  readonly to: number
}

export interface NetworkPlan {
  readonly lines: readonly Line[]
  readonly rows: readonly Stops[]
}

const colours = 6

/**
 * Networks as lines, containers as stops: rows and lines in one order, so that who talks to whom stands together. At
 * fifty containers it is a list to scroll, not a knot. Containers that no line passes are left out.
 */
export function planOf(networks: readonly NetworkRow[], containers: readonly ContainerRow[]): NetworkPlan {
  const used = networks.filter((network) => network.members.length > 0).sort(byProjectThenSize)
  const index = new Map(used.map((network, at) => [network.name, at]))
  const rows = containers
    .map((container) => stopsOf(container, index, used.length))
    .filter((row) => row !== null)
    .sort(
      (a, b) =>
        a.from - b.from ||
        b.to - a.to ||
        (a.container.composeProject ?? '').localeCompare(b.container.composeProject ?? '') ||
        a.container.name.localeCompare(b.container.name),
    )
  const lines = used.map((network, at): Line => {
    const stops = rows.flatMap((row, number) => (row.at[at] === null ? [] : [number]))
    return { network, colour: at % colours, from: stops[0] ?? 0, to: stops.at(-1) ?? 0 }
  })
  return { lines, rows }
}

/** The projects' own networks together, the larger first; the engine's own, which join nobody, last. */
function byProjectThenSize(a: NetworkRow, b: NetworkRow): number {
  return (
    Number(a.builtIn) - Number(b.builtIn) ||
    (a.composeProject ?? '').localeCompare(b.composeProject ?? '') ||
    b.members.length - a.members.length ||
    a.name.localeCompare(b.name)
  )
}

function stopsOf(container: ContainerRow, index: ReadonlyMap<string, number>, lines: number): Stops | null {
  const at: (string | null)[] = Array.from({ length: lines }, () => null)
  for (const { name, ipv4, ipv6 } of container.networks) {
    const line = index.get(name)
    if (line !== undefined) at[line] = ipv4 ?? ipv6 ?? ''
  }
  const from = at.findIndex((address) => address !== null)
  return from < 0 ? null : { container, at, from, to: at.findLastIndex((address) => address !== null) }
}

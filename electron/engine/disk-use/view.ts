import type { DiskKind, DiskMeasure, DiskObject, DiskPart, DiskView } from '../../api/schema/disk.ts'
import { isStopped } from '../containers/stopped.ts'
import type { Part, Parts } from './parts.ts'
import type { Measured, MeasuredContainer } from './read.ts'

/** objects of a kind that the page shows, and users of one that it names */
const shown = 8
const named = 5

type Figures = Omit<DiskMeasure, 'measuredAt' | 'tookMs'>

/** What the page is told of the measures: sums, and the biggest of each kind. */
export function viewOf(parts: Parts): DiskView {
  const containers = parts.containers.taken?.value.items ?? []
  const of = <Kind extends DiskKind>(kind: Kind, figures: (value: Measured[Kind]) => Figures): DiskPart => {
    const { flight, taken, error, changes } = parts[kind] as Part<Kind>
    return {
      kind,
      measuring: flight !== null,
      measure: taken && { measuredAt: taken.at, tookMs: taken.tookMs, ...figures(taken.value) },
      changed: taken !== null && taken.changes !== changes,
      error: error && { message: error.message, hint: error.hint },
    }
  }
  return {
    parts: [
      of('images', (value) => imageFigures(value, containers)),
      of('containers', containerFigures),
      of('volumes', (value) => volumeFigures(value, containers)),
      of('cache', cacheFigures),
    ],
  }
}

function imageFigures(
  { items, totalBytes, freeBytes }: Measured['images'],
  containers: readonly MeasuredContainer[],
): Figures {
  const users = namesBy(containers, (one) => [one.imageId])
  const objects = items.map((image) => ({
    id: image.id,
    name: image.tags[0] ?? image.digests[0] ?? '',
    bytes: image.bytes - image.sharedBytes,
    usedBy: users.get(image.id) ?? [],
    inUse: image.containers > 0,
  }))
  return { count: items.length, totalBytes, freeBytes, unknown: 0, biggest: biggest(objects) }
}

function containerFigures({ items }: Measured['containers']): Figures {
  const objects = items.map(({ id, name, bytes, state }) => ({
    ...{ id, name, bytes },
    usedBy: [],
    inUse: !isStopped(state),
  }))
  return figures(objects)
}

function volumeFigures({ items }: Measured['volumes'], containers: readonly MeasuredContainer[]): Figures {
  const users = namesBy(containers, (one) => one.volumes)
  return figures(
    items.map(({ id, bytes }) => {
      const usedBy = users.get(id) ?? []
      return { id, name: id, bytes, usedBy, inUse: usedBy.length > 0 }
    }),
  )
}

function cacheFigures({ items }: Measured['cache']): Figures {
  const own = items.filter(({ shared }) => !shared)
  return figures(
    own.map(({ id, description, bytes, inUse }) => ({ id, name: description, bytes, usedBy: [], inUse })),
  )
}

function figures(objects: readonly DiskObject[]): Figures {
  const sum = (some: readonly DiskObject[]): number => some.reduce((all, { bytes }) => all + (bytes ?? 0), 0)
  return {
    count: objects.length,
    totalBytes: sum(objects),
    freeBytes: sum(objects.filter(({ inUse }) => !inUse)),
    unknown: objects.filter(({ bytes }) => bytes === null).length,
    biggest: biggest(objects),
  }
}

function biggest(objects: readonly DiskObject[]): DiskObject[] {
  return [...objects]
    .filter(({ bytes }) => bytes !== 0)
    .sort((a, b) => (b.bytes ?? -1) - (a.bytes ?? -1))
    .slice(0, shown)
    .map((one) => ({ ...one, usedBy: one.usedBy.slice(0, named) }))
}

/** Names of containers by what they use. */
function namesBy(
  containers: readonly MeasuredContainer[],
  uses: (container: MeasuredContainer) => readonly string[],
): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const container of containers)
    for (const used of uses(container)) names.set(used, [...(names.get(used) ?? []), container.name])
  return names
}

import type { MigrationInventory, MigrationPlan } from '../../../electron/api/schema/migration.ts'

export const kinds = ['containers', 'images', 'volumes'] as const
export type Kind = (typeof kinds)[number]
export type Row = MigrationInventory[Kind][number]
export type Selection = Readonly<Record<Kind, ReadonlySet<string>>>

const notThere = (rows: readonly Row[]): Set<string> =>
  new Set(rows.filter(({ there }) => !there).map(({ id }) => id))

/** All that is not there yet; volumes without a name only where a container needs them. */
export function everything({ containers, images, volumes }: MigrationInventory): Selection {
  const named = volumes.filter(({ id }) => !/^[0-9a-f]{64}$/.test(id))
  return { containers: notThere(containers), images: notThere(images), volumes: notThere(named) }
}

/** What is chosen, and what the chosen containers need of what is not there yet. */
export function planOf(source: string, inventory: MigrationInventory, selection: Selection): MigrationPlan {
  const containers = inventory.containers.filter(({ id }) => selection.containers.has(id))
  const needed = new Set(containers.flatMap(({ image, volumes }) => [image, `${image}:latest`, ...volumes]))
  const chosen = (kind: 'images' | 'volumes'): string[] =>
    inventory[kind]
      .filter(({ id, there }) => !there && (selection[kind].has(id) || needed.has(id)))
      .map(({ id }) => id)
  return {
    source,
    containers: containers.map(({ id }) => id),
    images: chosen('images'),
    volumes: chosen('volumes'),
  }
}

/** How much that is; images share layers, so it is at most that. `unknown`: some of it is not measured. */
export function sizeOf(
  { images, volumes }: MigrationInventory,
  plan: MigrationPlan,
): { bytes: number; unknown: boolean } {
  const sizes = [
    ...images.filter(({ id }) => plan.images.includes(id)),
    ...volumes.filter(({ id }) => plan.volumes.includes(id)),
  ].map((row) => row.bytes)
  return {
    bytes: sizes.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    unknown: sizes.includes(null),
  }
}

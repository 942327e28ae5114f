import { useMemo } from 'react'
import { usePreference } from '../../lib/preferences.ts'
import type { ColumnId } from './columns.tsx'

/** The columns of a table that nobody has changed. */
const first: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'name',
  'state',
  'image',
  'ports',
  'cpu',
  'memory',
  'project',
  'created',
])

/** All that can be chosen: the name always stands. */
export const choosable: readonly ColumnId[] = [
  'state',
  'health',
  'image',
  'ports',
  'cpu',
  'memory',
  'project',
  'command',
  'id',
  'created',
]

/** What an address or the browser's storage says of columns; null where it says nothing that can be used. */
export function parseColumns(text: string | undefined): ReadonlySet<ColumnId> | null {
  const chosen = text?.split(',').flatMap((id) => choosable.find((known) => known === id) ?? []) ?? []
  return chosen.length === 0 ? null : new Set<ColumnId>(['name', ...chosen])
}

export interface ColumnChoice {
  readonly shown: ReadonlySet<ColumnId>
  /** the user chose: then no column gives way to a narrow window */
  readonly chosen: boolean
  readonly toggle: (id: ColumnId) => void
  readonly reset: () => void
}

/**
 * Which columns stand: as the address says, else as this browser was told, else as at first. A choice goes to both,
 * so that an address that is handed on shows the same table.
 */
export function useColumnChoice(
  address: string | undefined,
  onAddress: (columns: string | undefined) => void,
): ColumnChoice {
  const [kept, keep] = usePreference<string>('containers.columns', '')
  const chosen = useMemo(() => parseColumns(address) ?? parseColumns(kept), [address, kept])
  const shown = chosen ?? first
  const set = (columns: string): void => {
    keep(columns)
    onAddress(columns || undefined)
  }
  return {
    shown,
    chosen: chosen !== null,
    toggle: (id) => {
      const after = choosable.filter((known) => shown.has(known) !== (known === id))
      if (after.length > 0) set(after.join(','))
    },
    reset: () => set(''),
  }
}

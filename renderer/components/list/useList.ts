import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { TableSnapshot } from '../../client/live-table.ts'
import type { Point } from '../MoreButton.tsx'
import { nothing, pruned, type Selection } from '../table/selection.ts'

/** The rows in which every word of a filter is found. `textOf`: all that it looks at, in lower case. */
export function useMatching<Row>(
  rows: readonly Row[],
  filter: string,
  textOf: (row: Row) => string,
): readonly Row[] {
  return useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
    return words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)))
  }, [rows, filter, textOf])
}

/** A list as its page keeps it: the rows of a live table that its filter leaves, what is selected, whose menu is open. */
export interface List<Row> {
  readonly table: TableSnapshot<Row>
  readonly rows: readonly Row[]
  readonly field: RefObject<HTMLInputElement | null>
  readonly selection: Selection
  readonly select: (selection: Selection) => void
  readonly selected: readonly Row[]
  /** gone with its row */
  readonly menu: { readonly row: Row; readonly at: Point } | null
  readonly openMenu: (row: Row, at: Point) => void
  readonly closeMenu: () => void
}

export function useList<Row extends { id: string }>(
  table: TableSnapshot<Row>,
  rows: readonly Row[],
): List<Row> {
  const [selection, select] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: Row; at: Point } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => select((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])
  return {
    table,
    rows,
    field,
    selection,
    select,
    selected: [...selection.ids].flatMap((id) => table.byId.get(id) ?? []),
    // As it was when it was opened: nothing moves under the pointer when the row changes.
    menu: menu && table.byId.has(menu.row.id) ? menu : null,
    openMenu: (row, at) => setMenu({ row, at }),
    closeMenu: () => setMenu(null),
  }
}

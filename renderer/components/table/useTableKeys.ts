import type { RefObject } from 'react'
import { useKeys } from '../../lib/keys.ts'
import type { TableItem } from './items.ts'
import { extended, groupToggled, nothing, toggled, type Selection } from './selection.ts'

interface TableKeys<Row> {
  readonly grid: RefObject<HTMLElement | null>
  readonly items: readonly TableItem<Row>[]
  readonly order: readonly string[]
  readonly cursor: string | null
  readonly selection: Selection
  readonly page: number
  readonly onCursor: (id: string) => void
  readonly onSelection: (selection: Selection) => void
  readonly onEnter: (row: Row) => void
  readonly onToggleGroup: (label: string) => void
  readonly onMenu: (item: TableItem<Row>) => void
}

/** j/k and arrows move, left and right close and open a group, Space selects, Shift extends, Enter opens, Esc lets go: as long as nothing else has the focus. */
export function useTableKeys<Row extends { readonly id: string }>(table: TableKeys<Row>): void {
  const { items, cursor, selection, order } = table
  const at = items.findIndex((item) => item.id === cursor)
  const current = items[at]

  const go = (to: number, extend = false): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, to))]
    if (!next) return
    if (extend && next.kind === 'row') {
      const from =
        selection.anchor === null && current?.kind === 'row' ? toggled(nothing, current.id) : selection
      table.onSelection(extended(from, next.id, order))
    }
    table.onCursor(next.id)
  }
  const activate = (): void => {
    if (current?.kind === 'group') table.onToggleGroup(current.label)
    else if (current) table.onEnter(current.row)
  }
  const select = (): void => {
    if (current?.kind === 'group') table.onSelection(groupToggled(selection, current.rows))
    else if (current) table.onSelection(toggled(selection, current.id))
  }
  const fold = (open: boolean): void => {
    if (current?.kind === 'group' && current.open !== open) table.onToggleGroup(current.label)
    // From within a group, the key that closes goes to its head first.
    else if (current?.kind === 'row' && !open) {
      const head = items.findLastIndex((item, index) => index < at && item.kind === 'group')
      const group = items[head]
      if (group?.kind === 'group' && group.rows.includes(current.row)) go(head)
    }
  }

  useKeys(
    {
      j: () => go(at + 1),
      k: () => go(at - 1),
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      'Shift+ArrowDown': () => go(at + 1, true),
      'Shift+ArrowUp': () => go(at - 1, true),
      PageDown: () => go(at + table.page),
      PageUp: () => go(at - table.page),
      Home: () => go(0),
      End: () => go(items.length - 1),
      Enter: activate,
      Space: select,
      'Mod+a': () => table.onSelection({ ids: new Set(order), anchor: null }),
      ArrowLeft: () => fold(false),
      ArrowRight: () => fold(true),
      'Shift+F10': () => current && table.onMenu(current),
      '.': () => current && table.onMenu(current),
    },
    { within: table.grid },
  )
}

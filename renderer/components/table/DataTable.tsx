import { Checkbox } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { t } from '../../i18n/index.ts'
import { countOf, type RowNoun } from '../row-noun.ts'
import { leastWidth, type Sort, type TableColumn } from './columns.ts'
import css from './DataTable.module.css'
import { GroupRow } from './GroupRow.tsx'
import { layOut, type TableItem } from './items.ts'
import { allOrNone, extended, toggled, type Selection } from './selection.ts'
import { Slots } from './slots.ts'
import { TableRow } from './TableRow.tsx'
import { useClosedGroups } from './useClosedGroups.ts'
import { useSorted } from './useSorted.ts'
import { useTableKeys } from './useTableKeys.ts'

export interface DataTableProps<Row extends { id: string }> {
  /** the table's name for a screen reader */
  readonly label: string
  /** what one row is: "container" */
  readonly noun: RowNoun
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  readonly sort: Sort
  readonly selection: Selection
  /** the row whose detail is open */
  readonly openId: string | null
  readonly groupOf?: ((row: Row) => string | null) | null
  /** what stands beside a group's name; else how many rows it has */
  readonly groupWords?: (group: RowGroup<Row>) => string
  /** the buttons at the end of a group's head */
  readonly groupActions?: (group: RowGroup<Row>) => ReactNode
  readonly onGroupMenu?: (group: RowGroup<Row>, at: { x: number; y: number }) => void
  /** false: all columns stand, and a narrow table is scrolled sideways */
  readonly givesWay?: boolean
  readonly nameOf: (row: Row) => string
  readonly dimmed: boolean
  readonly onSort: (sort: Sort) => void
  readonly onSelection: (selection: Selection) => void
  /** the cursor moved; for a detail that follows it */
  readonly onCursor?: (row: Row) => void
  readonly onOpen: (row: Row) => void
  /** Enter on a row: opens it, and once more shows it at full width */
  readonly onEnter: (row: Row) => void
  readonly onMenu: (row: Row, at: { x: number; y: number }) => void
  /** the buttons at a row's end */
  readonly actions?: (row: Row) => ReactNode
}

/** The rows of one group, in their order. */
export interface RowGroup<Row> {
  readonly label: string
  readonly rows: readonly Row[]
}

const rowHeight = 32
/** px of a row beside its columns: check box, actions, the outer gaps */
const frameWidth = 20 + 84 + 36
const gap = 12

/** A table of any length: only what is seen is in the page, and the keyboard drives all of it. */
export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>): ReactNode {
  const { columns, sort, selection, groupOf = null, onCursor, givesWay = true } = props
  const prefix = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width } = useElementSize()
  const [cursor, setCursor] = useState<string | null>(null)
  const [closed, toggleGroup] = useClosedGroups(props.label)

  const sorted = useSorted(props.rows, columns, sort)
  const items = useMemo(() => layOut(sorted, groupOf, closed), [sorted, groupOf, closed])
  const order = useMemo(() => items.flatMap((item) => (item.kind === 'row' ? [item.id] : [])), [items])
  const shown = useMemo(
    () => columns.filter((column) => !givesWay || width === 0 || width >= (column.from ?? 0)),
    [columns, width, givesWay],
  )
  const minWidth = givesWay ? undefined : frameWidth + leastWidth(shown) + gap * shown.length
  const template = `20px ${shown.map((column) => column.width).join(' ')} ${props.actions ? '84px' : ''}`

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 12,
    initialRect: { width: 900, height: 600 },
  })

  const moveCursor = (id: string): void => {
    setCursor(id)
    const index = items.findIndex((item) => item.id === id)
    virtual.scrollToIndex(index, { align: 'auto' })
    const item = items[index]
    if (item?.kind === 'row') onCursor?.(item.row)
  }

  const openMenu = (item: TableItem<Row>): void => {
    const box = document.getElementById(`${prefix}${item.id}`)?.getBoundingClientRect()
    if (!box) return
    const at = { x: box.right - 40, y: box.bottom }
    if (item.kind === 'row') props.onMenu(item.row, at)
    else props.onGroupMenu?.(item, at)
  }

  useTableKeys({
    grid: scroller,
    items,
    order,
    cursor,
    selection,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight) - 2),
    onCursor: moveCursor,
    onSelection: props.onSelection,
    onEnter: props.onEnter,
    onToggleGroup: toggleGroup,
    onMenu: openMenu,
  })

  // A detail that was opened by its URL puts the cursor where it is.
  const { openId } = props
  useEffect(() => {
    if (openId) setCursor(openId)
  }, [openId])

  // One function for all renders, so that rows that did not change are not drawn again.
  const latest = useRef({ props, order })
  useEffect(() => {
    latest.current = { props, order }
  })
  const onRowClick = useCallback((row: Row, event: MouseEvent): void => {
    const now = latest.current
    scroller.current?.focus({ preventScroll: true })
    setCursor(row.id)
    if (event.shiftKey) now.props.onSelection(extended(now.props.selection, row.id, now.order))
    else if (event.ctrlKey || event.metaKey) now.props.onSelection(toggled(now.props.selection, row.id))
    else now.props.onOpen(row)
  }, [])
  const onRowToggle = useCallback((row: Row, event: MouseEvent): void => {
    const now = latest.current
    const change = event.shiftKey
      ? extended(now.props.selection, row.id, now.order)
      : toggled(now.props.selection, row.id)
    now.props.onSelection(change)
  }, [])
  const onRowMenu = useCallback((row: Row, at: { x: number; y: number }): void => {
    latest.current.props.onMenu(row, at)
  }, [])

  const [slots] = useState(() => new Slots())
  const inSight = virtual.getVirtualItems().flatMap(({ index, start }) => {
    const item = items[index]
    return item ? [{ id: item.id, index, start }] : []
  })
  const slotOf = slots.give(inSight.map(({ id }) => id))
  const drawn = inSight.map((each) => ({ ...each, slot: slotOf.get(each.id) ?? 0 }))
  // Whoever reads the page finds rows in their order; while they fly by, moving them about in it would cost more than all else.
  if (virtual.isScrolling) drawn.sort((a, b) => a.slot - b.slot)

  const allSelected = order.length > 0 && order.every((id) => selection.ids.has(id))
  // A cursor on a row that is gone, or far out of sight, points at nothing.
  const pointedAt = inSight.find(({ id }) => id === cursor)?.id
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-multiselectable
      aria-rowcount={items.length + 1}
      aria-activedescendant={pointedAt ? `${prefix}${pointedAt}` : undefined}
      tabIndex={0}
      className={`${css.grid ?? ''} ${props.dimmed ? (css.dimmed ?? '') : ''}`}
    >
      <div
        ref={sizeRef}
        role="row"
        aria-rowindex={1}
        className={css.head}
        style={{ gridTemplateColumns: template, minWidth }}
      >
        <div role="columnheader" className={css.check}>
          <Checkbox
            aria-label={t('components:selectAll', { all: countOf(order.length, props.noun) })}
            checked={allSelected}
            indeterminate={!allSelected && selection.ids.size > 0}
            onChange={() => props.onSelection(allOrNone(selection, order))}
          />
        </div>
        {shown.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={sort.id !== column.id ? undefined : sort.desc ? 'descending' : 'ascending'}
            className={column.align === 'end' ? css.end : css.cell}
          >
            {column.sortBy ? (
              <button
                type="button"
                className={css.sort}
                onClick={() => {
                  const desc = sort.id === column.id ? !sort.desc : (column.largestFirst ?? false)
                  props.onSort({ id: column.id, desc })
                }}
              >
                {column.header}
                {sort.id === column.id &&
                  (sort.desc ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />)}
              </button>
            ) : (
              column.header
            )}
          </div>
        ))}
        {props.actions && (
          <div role="columnheader">
            <span className="visually-hidden">{t('components:actions')}</span>
          </div>
        )}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth }}>
        {drawn.map(({ slot, index, start }) => {
          const item = items[index]
          if (!item) return null
          if (item.kind === 'group')
            return (
              <GroupRow
                key={`group ${slot}`}
                id={`${prefix}${item.id}`}
                group={item}
                index={index + 2}
                start={start}
                height={rowHeight}
                words={props.groupWords?.(item) ?? countOf(item.rows.length, props.noun)}
                atCursor={cursor === item.id}
                selection={selection}
                actions={props.groupActions?.(item)}
                onToggle={toggleGroup}
                onSelection={props.onSelection}
                onMenu={props.onGroupMenu}
              />
            )
          return (
            <TableRow
              key={slot}
              id={`${prefix}${item.id}`}
              row={item.row}
              index={index + 2}
              columns={shown}
              start={start}
              height={rowHeight}
              template={template}
              name={props.nameOf(item.row)}
              nested={groupOf !== null && groupOf(item.row) !== null}
              selected={selection.ids.has(item.id)}
              atCursor={cursor === item.id}
              open={props.openId === item.id}
              actions={props.actions}
              onClick={onRowClick}
              onToggle={onRowToggle}
              onMenu={onRowMenu}
            />
          )
        })}
      </div>
    </div>
  )
}

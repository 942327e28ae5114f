import { memo, type MouseEvent, type ReactNode } from 'react'
import type { TableColumn } from './columns.ts'
import { t } from '../../i18n/index.ts'
import { CheckBox } from './CheckBox.tsx'
import css from './DataTable.module.css'

interface TableRowProps<Row> {
  readonly id: string
  readonly row: Row
  readonly index: number
  readonly columns: readonly TableColumn<Row>[]
  /** px from the table's top */
  readonly start: number
  readonly height: number
  readonly template: string
  readonly name: string
  readonly nested: boolean
  readonly selected: boolean
  readonly atCursor: boolean
  readonly open: boolean
  readonly actions: ((row: Row) => ReactNode) | undefined
  readonly onClick: (row: Row, event: MouseEvent) => void
  readonly onToggle: (row: Row, event: MouseEvent) => void
  readonly onMenu: (row: Row, at: { x: number; y: number }) => void
}

/** Keeps the focus on the grid, where the keys work, when something in a row is clicked. */
const keepFocus = (event: MouseEvent): void => event.preventDefault()

function PlainRow<Row>({ row, columns, ...props }: TableRowProps<Row>): ReactNode {
  const classes = [
    css.row,
    props.selected && css.selected,
    props.open && css.open,
    props.atCursor && css.cursor,
    props.nested && css.nested,
  ]
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index}
      aria-selected={props.selected}
      aria-label={props.name}
      className={classes.filter(Boolean).join(' ')}
      style={{
        transform: `translateY(${props.start}px)`,
        height: props.height,
        gridTemplateColumns: props.template,
      }}
      onClick={(event) => props.onClick(row, event)}
      onContextMenu={(event) => {
        event.preventDefault()
        props.onMenu(row, { x: event.clientX, y: event.clientY })
      }}
    >
      <div
        role="gridcell"
        className={css.check}
        onMouseDown={keepFocus}
        onClick={(event) => {
          event.stopPropagation()
          event.preventDefault()
          props.onToggle(row, event)
        }}
      >
        <CheckBox label={t('components:select', { name: props.name })} checked={props.selected} />
      </div>
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.align === 'end' ? css.end : css.cell}>
          {column.cell(row)}
        </div>
      ))}
      {props.actions && (
        <div
          role="gridcell"
          className={css.actions}
          onMouseDown={keepFocus}
          onClick={(event) => event.stopPropagation()}
        >
          {props.actions(row)}
        </div>
      )}
    </div>
  )
}

/** Drawn again only when something of it changed: scrolling draws the rows that come into sight, and no others. */
export const TableRow = memo(PlainRow) as typeof PlainRow

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { CheckBox } from './CheckBox.tsx'
import css from './DataTable.module.css'
import type { TableGroup } from './items.ts'
import { groupToggled, type Selection } from './selection.ts'

interface GroupRowProps<Row> {
  readonly id: string
  readonly group: TableGroup<Row>
  readonly index: number
  /** px from the table's top */
  readonly start: number
  readonly height: number
  /** what stands beside the name: "4 containers" */
  readonly words: string
  readonly atCursor: boolean
  readonly selection: Selection
  readonly actions: ReactNode
  readonly onToggle: (label: string) => void
  readonly onSelection: (selection: Selection) => void
  readonly onMenu: ((group: TableGroup<Row>, at: { x: number; y: number }) => void) | undefined
}

/** Keeps the focus on the grid, where the keys work. */
const keepFocus = (event: MouseEvent): void => event.preventDefault()

/** The head of a group: its name, which closes it, and what can be done with all of its rows. */
export function GroupRow<Row extends { id: string }>(props: GroupRowProps<Row>): ReactNode {
  const { group, selection } = props
  const selected = group.rows.filter((row) => selection.ids.has(row.id)).length
  const all = selected === group.rows.length
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index}
      className={`${css.group ?? ''} ${props.atCursor ? (css.cursor ?? '') : ''}`}
      style={{ transform: `translateY(${props.start}px)`, height: props.height }}
      onContextMenu={(event) => {
        if (!props.onMenu) return
        event.preventDefault()
        props.onMenu(group, { x: event.clientX, y: event.clientY })
      }}
    >
      <div
        role="gridcell"
        className={css.check}
        onMouseDown={keepFocus}
        onClick={(event) => {
          event.preventDefault()
          props.onSelection(groupToggled(selection, group.rows))
        }}
      >
        <CheckBox
          label={t('common:table.selectGroup', { group: group.label })}
          checked={selected > 0 && !all ? 'mixed' : all}
        />
      </div>
      <div role="gridcell" className={css.groupCell} onMouseDown={keepFocus}>
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={group.open}
          className={css.groupName}
          onClick={() => props.onToggle(group.label)}
        >
          {group.open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          {`${group.label} `}
          <span className="dim">{props.words}</span>
        </button>
      </div>
      <div role="gridcell" className={css.actions} onMouseDown={keepFocus}>
        {props.actions}
      </div>
    </div>
  )
}

import type { ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import { ListTools } from '../ListTools.tsx'
import { MoreButton } from '../MoreButton.tsx'
import { DataTable, type DataTableProps } from '../table/DataTable.tsx'
import { nothing } from '../table/selection.ts'
import css from './ListPanel.module.css'
import type { List } from './useList.ts'

/** What the address says of a list. */
export interface ListAddress {
  readonly q: string
  readonly sort: string
  readonly desc: boolean
}

type TableProps<Row extends { id: string }> = Pick<
  DataTableProps<Row>,
  'label' | 'noun' | 'columns' | 'nameOf' | 'openId' | 'onOpen' | 'onEnter' | 'onCursor' | 'actions'
>

export interface ListPanelProps<Row extends { id: string }> extends TableProps<Row> {
  readonly list: List<Row>
  readonly address: ListAddress
  readonly onAddress: (change: Partial<ListAddress>) => void
  /** buttons for what is selected */
  readonly bulk: ReactNode
  /** what else stands over the table */
  readonly tools?: ReactNode
  /** a button at the filter's end that tells what it can say */
  readonly help?: ReactNode
  /** Escape, once nothing is selected: closes what is open and says true, or leaves it to the filter */
  readonly onEscape: () => boolean
  /** what stands in the table's place */
  readonly instead?: ReactNode
}

/** A page's list: its filter, its buttons and its table, with the keys that go with them. */
export function ListPanel<Row extends { id: string }>(props: ListPanelProps<Row>): ReactNode {
  const { list, address, onAddress, noun, nameOf, actions, instead } = props
  const live = useIsLive()
  useKeys({
    '/': () => list.field.current?.focus(),
    Escape: () => {
      if (list.selection.ids.size > 0) list.select(nothing)
      else if (!props.onEscape() && address.q !== '') onAddress({ q: '' })
    },
  })
  return (
    <div className={css.panel} data-list>
      <ListTools
        noun={noun}
        field={list.field}
        filter={address.q}
        help={props.help}
        onFilter={(q) => onAddress({ q })}
        shown={list.rows.length}
        total={list.table.rows.length}
        selected={list.selected.length}
        onClear={() => list.select(nothing)}
        bulk={props.bulk}
      >
        {props.tools}
      </ListTools>
      {instead || (
        <DataTable
          label={props.label}
          noun={noun}
          rows={list.rows}
          columns={props.columns}
          sort={{ id: address.sort, desc: address.desc }}
          onSort={({ id, desc }) => onAddress({ sort: id, desc })}
          selection={list.selection}
          onSelection={list.select}
          nameOf={nameOf}
          openId={props.openId}
          dimmed={!live}
          onOpen={props.onOpen}
          onEnter={props.onEnter}
          {...(props.onCursor && { onCursor: props.onCursor })}
          onMenu={list.openMenu}
          actions={(row) => (
            <>
              {actions?.(row)}
              <MoreButton name={nameOf(row)} tabbable={false} onMenu={(at) => list.openMenu(row, at)} />
            </>
          )}
        />
      )}
      {list.rows.length === 0 && list.table.rows.length > 0 && !instead && (
        <p className={css.note} role="status">
          {t(`components:noMatch.${noun}`, { filter: address.q })}
        </p>
      )}
    </div>
  )
}

import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useRef, useState, type ReactNode, type UIEvent } from 'react'
import type { EventRow } from '../../../electron/api/schema/events.ts'
import type { Sort } from '../../components/table/columns.ts'
import { DataTable } from '../../components/table/DataTable.tsx'
import type { Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { eventColumns } from './columns.tsx'
import css from './Events.module.css'
import { rowName } from './words.ts'

interface EventTableProps {
  readonly rows: readonly EventRow[]
  /** so many more fit, and are not shown while the list is held */
  readonly news: number
  readonly sort: Sort
  readonly selection: Selection
  readonly openId: string | null
  readonly dimmed: boolean
  readonly onSort: (sort: Sort) => void
  readonly onSelection: (selection: Selection) => void
  readonly onOpen: (row: EventRow) => void
  readonly onMenu: (row: EventRow, at: { x: number; y: number }) => void
  /** whether its top is out of sight, which is where new rows come in */
  readonly onAway: (away: boolean) => void
  /** shows what is new */
  readonly onNews: () => void
}

/** The events, newest on top. */
export function EventTable({ news, onAway, onNews, ...table }: EventTableProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const onScroll = ({ target }: UIEvent): void => {
    if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'grid') return
    const now = target.scrollTop > 0
    if (now === away) return
    setAway(now)
    onAway(now)
  }
  const show = (): void => {
    const grid = frame.current?.querySelector<HTMLElement>('[role="grid"]')
    grid?.scrollTo({ top: 0 })
    grid?.focus({ preventScroll: true })
    onNews()
  }
  return (
    <div className={css.table} ref={frame} onScrollCapture={onScroll}>
      <DataTable
        label={t('events:label')}
        noun="event"
        columns={eventColumns}
        nameOf={rowName}
        onEnter={table.onOpen}
        {...table}
      />
      <span role="status" className={css.news}>
        {news > 0 && (
          <Button size="compact-sm" leftSection={<IconArrowUp size={14} />} onClick={show}>
            {t('events:news', { count: news })}
          </Button>
        )}
      </span>
    </div>
  )
}

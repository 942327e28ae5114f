import { useContext, type ReactNode } from 'react'
import { gapType, type EventRow } from '../../../electron/api/schema/events.ts'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { dateAndTime } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import css from './Events.module.css'
import { ObjectName, ObjectsContext, ProjectName } from './objects.tsx'
import { eventTime, isBad, summaryOf } from './words.ts'

export const eventColumns: readonly TableColumn<EventRow>[] = [
  {
    id: 'time',
    header: t('events:columns.time'),
    width: 'minmax(72px, 96px)',
    largestFirst: true,
    // Each number is later than the one before; times of the engine's clock need not be.
    sortBy: (row) => row.number,
    cell: (row) => <Time iso={row.time} />,
  },
  {
    id: 'type',
    header: t('events:columns.type'),
    width: '76px',
    cell: ({ type }) => <span className="clip dim">{type === gapType ? '' : type}</span>,
    from: 480,
  },
  {
    id: 'action',
    header: t('events:columns.action'),
    width: 'minmax(92px, 0.6fr)',
    cell: (row) => (
      <span className={`clip ${isBad(row) ? (css.bad ?? '') : ''}`}>
        {row.type === gapType ? '' : row.action}
      </span>
    ),
  },
  {
    id: 'object',
    header: t('events:columns.object'),
    width: 'minmax(104px, 1.4fr)',
    cell: (row) => row.type !== gapType && <ObjectName row={row} />,
  },
  {
    id: 'details',
    header: t('events:columns.details'),
    width: 'minmax(104px, 1.6fr)',
    cell: (row) => <Summary row={row} />,
    from: 420,
  },
  {
    id: 'project',
    header: t('events:columns.project'),
    width: 'minmax(80px, 0.8fr)',
    cell: ({ composeProject }) => composeProject !== null && <ProjectName name={composeProject} />,
    from: 760,
  },
]

function Time({ iso }: { iso: string }): ReactNode {
  const now = useNow(60_000)
  return (
    <time className="dim clip" dateTime={iso} title={dateAndTime(iso)}>
      {eventTime(iso, now)}
    </time>
  )
}

function Summary({ row }: { row: EventRow }): ReactNode {
  const { containerName } = useContext(ObjectsContext)
  const words = summaryOf(row, containerName)
  return (
    <span className="clip" title={words}>
      {words}
    </span>
  )
}

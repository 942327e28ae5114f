import type { ReactNode } from 'react'
import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import { Ago } from '../../components/Ago.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import css from './Builds.module.css'
import { buildLooks, tookMs } from './words.ts'

const order = ['running', 'failed', 'interrupted', 'cancelled', 'done']

export const buildColumns: readonly TableColumn<BuildRow>[] = [
  {
    id: 'name',
    header: t('builds:columns.name'),
    width: 'minmax(150px, 2fr)',
    sortBy: (row) => row.name,
    cell: (row) => (
      <span className={css.name}>
        <StateDot look={buildLooks[row.state]} />
        <span className="clip" title={row.context ?? row.name}>
          {row.name}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    header: t('builds:columns.state'),
    width: 'minmax(100px, 1fr)',
    sortBy: (row) => order.indexOf(row.state),
    cell: (row) => (
      <span className={row.state === 'failed' ? css.bad : undefined}>{t(`builds:states.${row.state}`)}</span>
    ),
  },
  {
    id: 'steps',
    header: t('builds:columns.steps'),
    width: 'minmax(120px, 1fr)',
    sortBy: (row) => row.steps.total,
    cell: (row) => <StepCount row={row} />,
    from: 520,
  },
  {
    id: 'took',
    header: t('builds:columns.took'),
    width: '92px',
    align: 'end',
    sortBy: (row) => tookMs(row, Date.now()),
    cell: (row) => <Took row={row} />,
    from: 420,
  },
  {
    id: 'started',
    header: t('builds:columns.started'),
    width: '112px',
    // Newest first, and what runs on top of all.
    sortBy: (row) => (row.state === 'running' ? -1e15 : 0) - Date.parse(row.startedAt),
    cell: (row) => <Ago at={Date.parse(row.startedAt)} />,
    from: 340,
  },
  {
    id: 'from',
    header: t('builds:columns.from'),
    width: 'minmax(96px, 1fr)',
    sortBy: (row) => row.origin,
    cell: (row) => <span className="dim">{t(row.origin === 'berth' ? 'builds:ours' : 'builds:other')}</span>,
    from: 760,
  },
]

export function StepCount({ row: { steps } }: { row: BuildRow }): ReactNode {
  if (steps.total === 0) return null
  return (
    <span>
      {t('builds:stepsOf', steps)}
      {steps.cached > 0 && (
        <span className="dim">{`  ${t('builds:cachedOf', { count: steps.cached })}`}</span>
      )}
    </span>
  )
}

export function Took({ row }: { row: BuildRow }): ReactNode {
  return row.endedAt === null ? <Ticking row={row} /> : duration(tookMs(row, 0))
}

function Ticking({ row }: { row: BuildRow }): ReactNode {
  return duration(tookMs(row, useNow(1000)))
}

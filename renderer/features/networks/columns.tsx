import type { ReactNode } from 'react'
import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import { Ago } from '../../components/Ago.tsx'
import { Copyable } from '../../components/Copyable.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { shortId } from '../../lib/format.ts'
import { traits } from './words.ts'

export const networkColumns: readonly TableColumn<NetworkRow>[] = [
  {
    id: 'name',
    header: t('networks:columns.name'),
    width: 'minmax(140px, 2fr)',
    sortBy: (row) => row.name,
    cell: (row) => (
      <span className="clip" title={row.name}>
        {row.name}
      </span>
    ),
  },
  {
    id: 'driver',
    header: t('networks:columns.driver'),
    width: 'minmax(72px, 0.7fr)',
    sortBy: (row) => row.driver,
    cell: (row) => <span className="clip">{row.driver}</span>,
    from: 420,
  },
  {
    id: 'subnets',
    header: t('networks:columns.subnets'),
    width: 'minmax(128px, 1.4fr)',
    sortBy: (row) => row.subnets[0]?.subnet ?? '',
    cell: (row) => <Subnets row={row} />,
    from: 560,
  },
  {
    id: 'members',
    header: t('networks:columns.members'),
    width: 'minmax(96px, 1fr)',
    sortBy: (row) => -row.members.length,
    cell: (row) =>
      row.members.length === 0 ? (
        <span className="dim">{t('networks:unused')}</span>
      ) : (
        <span className="clip" title={row.members.map(({ name }) => name).join('\n')}>
          {t('networks:members', { count: row.members.length })}
        </span>
      ),
  },
  {
    id: 'traits',
    header: t('networks:columns.traits'),
    width: 'minmax(96px, 1fr)',
    sortBy: (row) => traits(row).join(),
    cell: (row) => <span className="clip dim">{traits(row).join(', ')}</span>,
    from: 760,
  },
  {
    id: 'project',
    header: t('networks:columns.project'),
    width: 'minmax(88px, 1fr)',
    sortBy: (row) => row.composeProject ?? '\uffff',
    cell: (row) => <span className="clip">{row.composeProject}</span>,
    from: 880,
  },
  {
    id: 'id',
    header: t('networks:columns.id'),
    width: '124px',
    cell: (row) => (
      <Copyable value={row.id} what={t('networks:what.id')} mono tabbable={false}>
        {shortId(row.id)}
      </Copyable>
    ),
    from: 1000,
  },
  {
    id: 'created',
    header: t('networks:columns.created'),
    width: '104px',
    sortBy: (row) => -Date.parse(row.created ?? ''),
    cell: (row) => row.created !== null && <Ago at={Date.parse(row.created)} />,
    from: 680,
  },
]

function Subnets({ row }: { row: NetworkRow }): ReactNode {
  const [first, ...others] = row.subnets
  if (!first) return null
  return (
    <>
      <Copyable value={first.subnet} what={t('networks:what.subnet')} mono tabbable={false} />
      {others.length > 0 && (
        <span className="dim" title={others.map(({ subnet }) => subnet).join('\n')}>
          +{others.length}
        </span>
      )}
    </>
  )
}

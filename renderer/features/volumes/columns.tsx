import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import type { VolumeRow, VolumeSizes } from '../../../electron/api/schema/volumes.ts'
import { Ago } from '../../components/Ago.tsx'
import { Copyable } from '../../components/Copyable.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Volumes.module.css'
import { volumeName } from './words.ts'

export const volumeColumns = (sizes: VolumeSizes, measuring: boolean): readonly TableColumn<VolumeRow>[] => [
  {
    id: 'name',
    header: t('volumes:column.name'),
    width: 'minmax(140px, 2.4fr)',
    sortBy: (row) => `${row.anonymous ? 1 : 0}/${row.id}`,
    cell: (row) => <Name row={row} />,
  },
  {
    id: 'usedBy',
    header: t('volumes:column.usedBy'),
    width: 'minmax(110px, 1.6fr)',
    sortBy: (row) => -row.usedBy.length,
    cell: (row) => <UsedBy row={row} />,
    from: 440,
  },
  {
    id: 'driver',
    header: t('volumes:column.driver'),
    width: 'minmax(64px, 0.7fr)',
    sortBy: (row) => row.driver,
    cell: (row) => row.driver,
    from: 700,
  },
  {
    id: 'created',
    header: t('volumes:column.created'),
    width: '112px',
    sortBy: (row) => -(Date.parse(row.created ?? '') || 0),
    cell: (row) => row.created !== null && <Ago at={Date.parse(row.created)} />,
    from: 580,
  },
  {
    id: 'size',
    header: t('volumes:column.size'),
    width: '104px',
    align: 'end',
    sortBy: (row) => sizes[row.id] ?? -1,
    cell: (row) => {
      const size = sizes[row.id]
      if (size !== undefined) return bytes(size)
      return <span className="dim">{t(measuring ? 'volumes:measuring' : 'components:sizeUnknown')}</span>
    },
    from: 320,
  },
]

function Name({ row }: { row: VolumeRow }): ReactNode {
  return (
    <span className={css.name}>
      <Copyable value={row.id} what="volume name" tabbable={false}>
        {volumeName(row)}
      </Copyable>
      {row.anonymous && <span className="dim">{t('volumes:anonymous')}</span>}
    </span>
  )
}

function UsedBy({ row }: { row: VolumeRow }): ReactNode {
  const [first, ...others] = row.usedBy
  if (!first) return <span className="dim">{t('volumes:nobody')}</span>
  return (
    <span className={css.name} title={row.usedBy.map(({ name }) => name).join('\n')}>
      <Link
        to="/containers/$name/$tab"
        params={{ name: first.name, tab: 'files' }}
        tabIndex={-1}
        className={`clip ${css.link ?? ''}`}
        onClick={(event) => event.stopPropagation()}
      >
        {first.name}
      </Link>
      {others.length > 0 && <span className="dim">{t('volumes:more', { count: others.length })}</span>}
    </span>
  )
}

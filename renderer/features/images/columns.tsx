import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { Copyable } from '../../components/Copyable.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { bytes, plural, shortId } from '../../lib/format.ts'
import { Created } from '../containers/columns.tsx'
import { imageName } from './words.ts'
import css from './Images.module.css'

export const imageColumns: readonly TableColumn<ImageRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(180px, 3fr)',
    sortBy: (row) => (row.tags.length > 0 ? imageName(row) : '\uffff'),
    cell: (row) => <Name row={row} />,
  },
  {
    id: 'used',
    header: 'In use',
    width: 'minmax(96px, 1fr)',
    sortBy: (row) => -row.usedBy.length,
    cell: (row) => <UsedBy row={row} />,
    from: 480,
  },
  {
    id: 'id',
    header: 'Id',
    width: '124px',
    cell: (row) => (
      <Copyable value={row.id} what="image id" mono tabbable={false}>
        {shortId(row.id)}
      </Copyable>
    ),
    from: 760,
  },
  {
    id: 'created',
    header: 'Created',
    width: '112px',
    sortBy: (row) => -row.created,
    cell: (row) => <Created seconds={row.created} />,
    from: 620,
  },
  {
    id: 'size',
    header: 'Size',
    width: '84px',
    align: 'end',
    sortBy: (row) => row.bytes,
    cell: (row) => bytes(row.bytes),
  },
]

function Name({ row }: { row: ImageRow }): ReactNode {
  const [first, ...others] = row.tags
  if (first === undefined) return <span className="dim">without a name</span>
  return (
    <span className={css.name}>
      <Copyable value={first} what="image name" tabbable={false} />
      {others.length > 0 && (
        <span className="dim" title={others.join('\n')}>
          +{others.length}
        </span>
      )}
    </span>
  )
}

function UsedBy({ row }: { row: ImageRow }): ReactNode {
  if (row.usedBy.length === 0) return <span className="dim">no</span>
  return (
    <Link
      to="/containers"
      search={{ q: shortId(row.id) }}
      tabIndex={-1}
      className={css.link}
      title={row.usedBy.join('\n')}
      onClick={(event) => event.stopPropagation()}
    >
      {plural(row.usedBy.length, 'container')}
    </Link>
  )
}

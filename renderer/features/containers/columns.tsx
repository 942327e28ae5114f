import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth } from '../../client/context.ts'
import { pendingWords } from '../../client/pending.ts'
import { useStore } from '../../client/store.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { ago, shortId } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import css from './Containers.module.css'
import { Ports } from './Ports.tsx'
import { lookOf, statusWords } from './words.ts'

/** Up first, then what restarts or waits, then what ended: what one looks for stands on top. */
const rank: Readonly<Record<ContainerRow['state'], number>> = {
  running: 0,
  restarting: 1,
  paused: 2,
  removing: 3,
  created: 4,
  exited: 5,
  dead: 6,
}

export const containerColumns: readonly TableColumn<ContainerRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(140px, 2.2fr)',
    sortBy: (row) => row.name,
    cell: (row) => <Name row={row} />,
  },
  {
    id: 'state',
    header: 'Status',
    width: 'minmax(156px, 1.3fr)',
    sortBy: (row) => rank[row.state],
    cell: (row) => <Status row={row} />,
    from: 380,
  },
  {
    id: 'image',
    header: 'Image',
    width: 'minmax(120px, 2.2fr)',
    sortBy: (row) => row.image,
    cell: (row) => <Copyable value={row.image} what="image" tabbable={false} />,
    from: 640,
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 'minmax(150px, 1.2fr)',
    sortBy: (row) => row.ports.find((port) => port.hostPort !== null)?.hostPort ?? Number.MAX_SAFE_INTEGER,
    cell: (row) => <Ports ports={row.ports} />,
    from: 720,
  },
  {
    id: 'id',
    header: 'Id',
    width: '124px',
    cell: (row) => (
      <Copyable value={row.id} what="container id" mono tabbable={false}>
        {shortId(row.id)}
      </Copyable>
    ),
    from: 1000,
  },
  {
    id: 'created',
    header: 'Created',
    width: '104px',
    sortBy: (row) => -row.created,
    cell: (row) => <Created seconds={row.created} />,
    from: 860,
  },
]

function Name({ row }: { row: ContainerRow }): ReactNode {
  return (
    <span className={css.name}>
      <StateDot look={lookOf(row)} />
      <span className="clip" title={row.name}>
        {row.name}
      </span>
    </span>
  )
}

/** The engine's own state, and over it what was asked for until the engine says that it is so. */
export function Status({ row }: { row: ContainerRow }): ReactNode {
  const pending = useStore(useBerth().pending).get(row.id)
  const now = useNow(10_000)
  if (pending) return <em className={css.pending}>{pendingWords[pending]}</em>
  return <span className={lookOf(row) === 'bad' ? css.bad : undefined}>{statusWords(row, now)}</span>
}

export function Created({ seconds }: { seconds: number }): ReactNode {
  return <span className="dim">{ago(seconds * 1000, useNow(10_000))}</span>
}

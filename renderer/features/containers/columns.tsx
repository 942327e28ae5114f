import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Ago } from '../../components/Ago.tsx'
import { Copyable } from '../../components/Copyable.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { shortId } from '../../lib/format.ts'
import { useWordsNow } from '../../lib/now.ts'
import css from './Containers.module.css'
import { Ports } from './Ports.tsx'
import type { StatsFeed } from './stats-feed.ts'
import { UsageCell } from './UsageCell.tsx'
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

const healthRank: Readonly<Record<ContainerRow['health'], number>> = {
  unhealthy: 0,
  starting: 1,
  healthy: 2,
  none: 3,
}

/** Every column that there is, in the order of the table. What containers use is sorted by what `feed` last heard. */
export function containerColumns(feed: StatsFeed) {
  return [
    column('name', 'minmax(120px, 2.2fr)', {
      sortBy: (row) => row.name,
      cell: (row) => <Name row={row} />,
    }),
    column('state', 'minmax(156px, 1.3fr)', {
      sortBy: (row) => rank[row.state],
      cell: (row) => <Status row={row} />,
      from: 420,
    }),
    column('health', '96px', {
      sortBy: (row) => healthRank[row.health],
      cell: (row) => <Health health={row.health} />,
      from: 1280,
    }),
    column('image', 'minmax(110px, 1.7fr)', {
      sortBy: (row) => row.image,
      cell: (row) => <Copyable value={row.image} what={t('containers:what.image')} tabbable={false} />,
      from: 900,
    }),
    column('ports', 'minmax(112px, 1.9fr)', {
      sortBy: (row) => row.ports.find((port) => port.hostPort !== null)?.hostPort ?? Number.MAX_SAFE_INTEGER,
      cell: (row) => <Ports ports={row.ports} />,
      from: 560,
    }),
    column('cpu', '92px', {
      sortBy: (row) => feed.latest(row.id)?.cpuPercent ?? -1,
      cell: (row) => isUp(row) && <UsageCell id={row.id} kind="cpu" />,
      align: 'end',
      largestFirst: true,
      from: 660,
    }),
    column('memory', '108px', {
      sortBy: (row) => feed.latest(row.id)?.memory ?? -1,
      cell: (row) => isUp(row) && <UsageCell id={row.id} kind="memory" />,
      align: 'end',
      largestFirst: true,
      from: 780,
    }),
    column('project', 'minmax(96px, 1fr)', {
      sortBy: (row) => row.composeProject ?? '\uffff',
      cell: (row) => <Clipped text={row.composeProject ?? ''} />,
      from: 1160,
    }),
    column('command', 'minmax(120px, 2fr)', {
      sortBy: (row) => row.command,
      cell: (row) => (
        <Copyable value={row.command} what={t('containers:what.command')} mono tabbable={false} />
      ),
      from: 1280,
    }),
    column('id', '124px', {
      cell: (row) => (
        <Copyable value={row.id} what={t('containers:what.id')} mono tabbable={false}>
          {shortId(row.id)}
        </Copyable>
      ),
      from: 1280,
    }),
    column('created', '96px', {
      sortBy: (row) => -row.created,
      cell: (row) => <Ago at={row.created * 1000} />,
      from: 1020,
    }),
  ] as const
}

export type ColumnId = ReturnType<typeof containerColumns>[number]['id']

function column<Id extends keyof typeof heads>(
  id: Id,
  width: string,
  rest: Omit<TableColumn<ContainerRow>, 'id' | 'header' | 'width'>,
): TableColumn<ContainerRow> & { readonly id: Id } {
  return { id, header: heads[id], width, ...rest }
}

const heads = {
  name: t('containers:columns.name'),
  state: t('containers:columns.state'),
  health: t('containers:columns.health'),
  image: t('containers:columns.image'),
  ports: t('containers:columns.ports'),
  cpu: t('containers:columns.cpu'),
  memory: t('containers:columns.memory'),
  project: t('containers:columns.project'),
  command: t('containers:columns.command'),
  id: t('containers:columns.id'),
  created: t('containers:columns.created'),
} as const

/** Only what is up uses anything. */
const isUp = ({ state }: ContainerRow): boolean => state === 'running' || state === 'paused'

function Name({ row }: { row: ContainerRow }): ReactNode {
  return (
    <span className={css.name}>
      <StateDot look={lookOf(row)} />
      <Clipped text={row.name} />
    </span>
  )
}

function Clipped({ text }: { text: string }): ReactNode {
  if (text === '') return null
  return (
    <span className="clip" title={text}>
      {text}
    </span>
  )
}

function Health({ health }: { health: ContainerRow['health'] }): ReactNode {
  if (health === 'none') return null
  return (
    <span className={health === 'unhealthy' ? css.bad : undefined}>{t(`containers:health.${health}`)}</span>
  )
}

/** The engine's own state, and over it what was asked for until the engine says that it is so. */
export function Status({ row }: { row: ContainerRow }): ReactNode {
  const pending = useStore(useBerth().pending).get(row.id)
  const words = useWordsNow((now) => statusWords(row, now))
  if (pending) return <em className={css.pending}>{t(`containers:pending.${pending}`)}</em>
  return (
    <span className={lookOf(row) === 'bad' ? css.bad : undefined} title={words}>
      {words}
    </span>
  )
}

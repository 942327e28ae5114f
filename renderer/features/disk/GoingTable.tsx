import { useMemo, useState, type ReactNode } from 'react'
import { candidateKey, type Candidate } from '../../../electron/api/schema/clean-up.ts'
import { Ago } from '../../components/Ago.tsx'
import type { Sort, TableColumn } from '../../components/table/columns.ts'
import { DataTable } from '../../components/table/DataTable.tsx'
import type { Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import css from './Disk.module.css'
import { bytesOrUnknown, goesWords, objectName } from './words.ts'

interface GoingTableProps {
  /** what the choice takes */
  readonly rows: readonly Candidate[]
  /** what of it goes */
  readonly going: readonly Candidate[]
  readonly spared: ReadonlySet<string>
  readonly onSpared: (spared: ReadonlySet<string>) => void
}

type Row = Candidate & { readonly ref: string }

const nameOf = (row: Row): string => objectName(row.kind, { id: row.ref, name: row.name })

/** Each object that goes, by kind; one that is unticked stays, and so does what it needs. */
export function GoingTable({ rows: chosen, going, spared, onSpared }: GoingTableProps): ReactNode {
  const [sort, setSort] = useState<Sort>({ id: 'bytes', desc: true })
  const [anchor, setAnchor] = useState<string | null>(null)
  const rows = useMemo(
    () => chosen.map((one): Row => ({ ...one, ref: one.id, id: candidateKey(one) })),
    [chosen],
  )
  const ids = useMemo(() => new Set(going.map(candidateKey)), [going])
  const select = (next: Selection): void => {
    setAnchor(next.anchor)
    const left = new Set(spared)
    for (const { id } of rows)
      if (next.ids.has(id)) left.delete(id)
      else if (ids.has(id)) left.add(id)
    onSpared(left)
  }
  const toggle = (row: Row): void => {
    const next = new Set(ids)
    if (!next.delete(row.id)) next.add(row.id)
    select({ ids: next, anchor: row.id })
  }
  const groups = new Set(rows.map(({ kind }) => kind)).size
  return (
    <div className={css.going} style={{ height: Math.min(260, 36 + (rows.length + groups) * 32) }}>
      <DataTable
        label={t('disk:cleanUp.list')}
        noun="record"
        rows={rows}
        columns={columns}
        sort={sort}
        onSort={setSort}
        selection={{ ids, anchor }}
        onSelection={select}
        groupOf={(row) => t(`disk:kinds.${row.kind}`)}
        groupWords={({ rows: group }) => goesWords(group.filter(({ id }) => ids.has(id)))}
        nameOf={nameOf}
        openId={null}
        dimmed={false}
        onOpen={toggle}
        onEnter={toggle}
        onMenu={() => undefined}
      />
    </div>
  )
}

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'name',
    header: t('disk:cleanUp.columns.name'),
    width: 'minmax(160px, 4fr)',
    sortBy: nameOf,
    cell: (row) => (
      <span className="clip" title={[row.name || row.ref, ...row.tags.slice(1)].join('\n')}>
        {[nameOf(row), ...row.tags.slice(1)].join(', ')}
        {row.madeFrom !== '' && <span className="dim"> · {row.madeFrom}</span>}
      </span>
    ),
  },
  {
    id: 'since',
    header: t('disk:cleanUp.columns.since'),
    width: '116px',
    sortBy: (row) => -Date.parse(row.since ?? '1970-01-01'),
    cell: (row) => row.since !== null && <Ago at={Date.parse(row.since)} />,
    from: 460,
  },
  {
    id: 'bytes',
    header: t('disk:cleanUp.columns.bytes'),
    width: '84px',
    align: 'end',
    sortBy: (row) => row.bytes ?? -1,
    largestFirst: true,
    cell: (row) => (row.kind === 'networks' ? '' : bytesOrUnknown(row.bytes)),
  },
]

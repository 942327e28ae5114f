import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useStore } from '../../client/store.ts'
import { Ago } from '../../components/Ago.tsx'
import { Copyable } from '../../components/Copyable.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { bytes, shortId } from '../../lib/format.ts'
import { newsByTag } from './news.ts'
import type { Sizes } from './sizes.ts'
import { imageName } from './words.ts'
import css from './Images.module.css'

/** The table's columns; `sizes` null while the engine has not measured them. */
export function imageColumns(sizes: Sizes | null): readonly TableColumn<ImageRow>[] {
  return [
    {
      id: 'name',
      header: t('images:column.name'),
      width: 'minmax(120px, 3fr)',
      sortBy: (row) => (row.tags.length > 0 ? imageName(row) : '\uffff'),
      cell: (row) => <Name row={row} />,
    },
    {
      id: 'used',
      header: t('images:column.used'),
      width: 'minmax(96px, 1fr)',
      sortBy: (row) => -row.usedBy.length,
      cell: (row) => <UsedBy row={row} />,
      from: 500,
    },
    {
      id: 'platform',
      header: t('images:column.platform'),
      width: 'minmax(112px, 1fr)',
      sortBy: (row) => platformWords(row),
      cell: (row) => <span title={allPlatforms(row)}>{platformWords(row)}</span>,
      from: 1000,
    },
    {
      id: 'id',
      header: t('images:column.id'),
      width: '124px',
      cell: (row) => (
        <Copyable value={row.id} what={t('images:copyId')} mono tabbable={false}>
          {shortId(row.id)}
        </Copyable>
      ),
      from: 880,
    },
    {
      id: 'created',
      header: t('images:column.created'),
      width: '112px',
      sortBy: (row) => -row.created,
      cell: (row) => <Ago at={row.created * 1000} />,
      from: 620,
    },
    {
      id: 'unique',
      header: t('images:column.unique'),
      width: '96px',
      align: 'end',
      sortBy: (row) => sizes?.uniqueBytes.get(row.id) ?? 0,
      cell: (row) => <Unique bytes={sizes?.uniqueBytes.get(row.id)} />,
      from: 740,
    },
    {
      id: 'size',
      header: t('images:column.size'),
      width: '84px',
      align: 'end',
      sortBy: (row) => row.bytes,
      cell: (row) => bytes(row.bytes),
      from: 360,
    },
  ]
}

function Name({ row }: { row: ImageRow }): ReactNode {
  const news = useStore(newsByTag)
  const [first, ...others] = row.tags
  if (first === undefined) return <span className="dim">{t('images:noName')}</span>
  const newer = row.tags.find((tag) => news.get(tag)?.state === 'newer')
  return (
    <span className={css.name}>
      <Copyable value={first} what={t('images:copyName')} tabbable={false} />
      {others.length > 0 && <span className="dim" title={others.join('\n')}>{`+${others.length}`}</span>}
      {newer !== undefined && (
        <span className={css.newer} title={t('images:newerTitle', { tag: newer })}>
          {t('images:newer')}
        </span>
      )}
    </span>
  )
}

function UsedBy({ row }: { row: ImageRow }): ReactNode {
  if (row.usedBy.length === 0) return <span className="dim">{t('images:unused')}</span>
  return (
    <Link
      to="/containers"
      search={{ q: shortId(row.id) }}
      tabIndex={-1}
      className={css.link}
      title={row.usedBy.join('\n')}
      onClick={(event) => event.stopPropagation()}
    >
      {row.usedBy.length === 1 ? row.usedBy[0] : t('images:users', { count: row.usedBy.length })}
    </Link>
  )
}

function Unique({ bytes: own }: { bytes: number | undefined }): ReactNode {
  return own === undefined ? (
    <span className="dim">…</span>
  ) : (
    <span title={t('images:column.uniqueTitle')}>{bytes(own)}</span>
  )
}

/** "linux/amd64", or "linux/amd64 +2" for an image of which more is here. */
function platformWords({ platforms }: ImageRow): string {
  const [first, ...others] = platforms.filter(({ here }) => here).map(({ name }) => name)
  if (first === undefined) return ''
  return others.length === 0 ? first : t('images:platforms', { first, count: others.length })
}

const allPlatforms = ({ platforms }: ImageRow): string =>
  platforms.map(({ name, here }) => (here ? name : t('images:platformElsewhere', { name }))).join('\n')

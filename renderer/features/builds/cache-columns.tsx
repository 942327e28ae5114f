import type { ReactNode } from 'react'
import type { CacheEntry } from '../../../electron/api/schema/builds.ts'
import { Ago } from '../../components/Ago.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'

/** What a piece of the cache is: the step that made it, in the Dockerfile's words where they can be read out of BuildKit's. */
export function cacheName(entry: Pick<CacheEntry, 'description'>): string {
  const ran = /^mount (\S+) from exec (?:\/bin\/sh -c )?(.*)$/s.exec(entry.description)
  if (ran) return `RUN ${ran[2] ?? ''}`
  return entry.description || t('builds:cachePage.base')
}

export const cacheColumns: readonly TableColumn<CacheEntry>[] = [
  {
    id: 'description',
    header: t('builds:cachePage.description'),
    width: 'minmax(180px, 4fr)',
    sortBy: cacheName,
    cell: (entry) => (
      <span className="clip mono" title={entry.description}>
        {cacheName(entry)}
      </span>
    ),
  },
  {
    id: 'type',
    header: t('builds:cachePage.type'),
    width: 'minmax(96px, 1fr)',
    sortBy: (entry) => entry.type,
    cell: (entry) => <span className="dim">{entry.type}</span>,
    from: 700,
  },
  {
    id: 'marks',
    header: t('builds:cachePage.marks'),
    width: 'minmax(130px, 1fr)',
    sortBy: (entry) => `${entry.inUse} ${entry.shared}`,
    cell: (entry) => (
      <span className="dim clip">
        {[
          ...(entry.inUse ? [t('builds:cachePage.inUse')] : []),
          ...(entry.shared ? [t('builds:cachePage.shared')] : []),
        ].join(', ')}
      </span>
    ),
    from: 560,
  },
  {
    id: 'uses',
    header: t('builds:cachePage.uses'),
    width: '72px',
    align: 'end',
    sortBy: (entry) => -entry.uses,
    cell: (entry) => entry.uses,
    from: 820,
  },
  {
    id: 'used',
    header: t('builds:cachePage.used'),
    width: '116px',
    sortBy: (entry) => -Date.parse(entry.lastUsedAt ?? '1970-01-01'),
    cell: (entry) => <Used entry={entry} />,
    from: 440,
  },
  {
    id: 'size',
    header: t('builds:cachePage.size'),
    width: '84px',
    align: 'end',
    sortBy: (entry) => -entry.bytes,
    cell: (entry) => bytes(entry.bytes),
  },
]

function Used({ entry: { lastUsedAt } }: { entry: CacheEntry }): ReactNode {
  if (lastUsedAt === null) return <span className="dim">{t('builds:cachePage.never')}</span>
  return <Ago at={Date.parse(lastUsedAt)} />
}

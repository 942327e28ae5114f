import { Button } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { CacheEntry } from '../../../electron/api/schema/builds.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { ListTools } from '../../components/ListTools.tsx'
import { Notice } from '../../components/Notice.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { openCleanUp } from '../disk/cleaning-up.ts'
import { BuildViews } from './BuildViews.tsx'
import css from './Builds.module.css'
import { cacheColumns, cacheName } from './cache-columns.tsx'

const route = getRouteApi('/builds/cache')

/** What the engine keeps of earlier builds, and what of it can go. */
export function CachePage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const { q, sort, desc } = route.useSearch()
  const [selection, setSelection] = useState<Selection>(nothing)
  const field = useRef<HTMLInputElement>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['buildCache'],
    queryFn: () => berth.client.buildCache.list.query(),
    enabled: live,
    staleTime: 0,
  })
  // A clean-up or a build that ends changes it; the engine does not tell.
  const { rows: jobs } = useStore(berth.jobs)
  const settled = jobs.filter(
    ({ kind, state }) =>
      (kind === 'cleanup' || kind === 'retention' || kind === 'build') && state !== 'running',
  )
  const marks = settled.map(({ id, endedAt }) => `${id}${endedAt ?? ''}`).join()
  useEffect(() => {
    if (live) void refetch()
  }, [marks, live, refetch])

  const rows = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return (data ?? []).filter((entry) => words.every((word) => cacheText(entry).includes(word)))
  }, [data, q])
  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => q !== '' && search({ q: '' }),
  })
  const sum = (entries: readonly CacheEntry[]): string =>
    bytes(entries.reduce((total, entry) => total + entry.bytes, 0))
  const free = (data ?? []).filter(({ inUse }) => !inUse)
  const problem = error && plainError(error)
  return (
    <EngineGate loaded={data !== undefined || problem !== null} empty={!data || data.length === 0}>
      <div className={css.panel} data-list>
        <ListTools
          noun="record"
          field={field}
          filter={q}
          onFilter={(text) => search({ q: text })}
          shown={rows.length}
          total={data?.length ?? 0}
          selected={0}
          bulk={null}
          onClear={() => setSelection(nothing)}
        >
          <BuildViews view="cache" />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEraser size={14} />}
            disabled={!live || free.length === 0}
            onClick={() => openCleanUp('cache')}
          >
            {t('builds:cachePage.prune')}
          </Button>
          {data && (
            <span className={`dim ${css.total ?? ''}`} role="status">
              {t('builds:cachePage.total', { bytes: sum(data), free: sum(free) })}
            </span>
          )}
        </ListTools>
        {problem && <Notice kind="error" strip message={problem.message} hint={problem.hint} />}
        {data?.length === 0 ? (
          <section className={css.nothing} aria-label={t('builds:cachePage.emptyTitle')}>
            <h2>{t('builds:cachePage.emptyTitle')}</h2>
            <p className="dim">{t('builds:cachePage.emptyIntro')}</p>
          </section>
        ) : (
          <DataTable
            label={t('builds:cache')}
            noun="record"
            rows={rows}
            columns={cacheColumns}
            sort={{ id: sort, desc }}
            onSort={(next) => search({ sort: next.id, desc: next.desc })}
            selection={selection}
            onSelection={() => undefined}
            nameOf={cacheName}
            openId={null}
            dimmed={!live}
            onOpen={() => undefined}
            onEnter={() => undefined}
            onMenu={() => undefined}
            actions={() => null}
          />
        )}
      </div>
    </EngineGate>
  )
}

const cacheText = (entry: CacheEntry): string =>
  `${cacheName(entry)} ${entry.type} ${entry.id} ${entry.shared ? t('builds:cachePage.shared') : ''}`.toLowerCase()

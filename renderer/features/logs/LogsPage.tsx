import { Button } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import type { LogSelection } from '../../../electron/api/schema/logs.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import type { LogFeed } from './log-feed.ts'
import { LogView } from './LogView.tsx'
import css from './LogView.module.css'
import type { TimeRange } from '../../lib/time-range.ts'
import { rangeOf, searchOf, selectionOf } from './selection.ts'
import { useContainerFeed } from './useContainerFeed.ts'

const route = getRouteApi('/logs')

/** The logs of several containers, or of a compose project, as one: in order of time, with a colour for each. */
export function LogsPage(): ReactNode {
  const search = route.useSearch()
  const of = useMemo(() => selectionOf(search), [search])
  const { loaded, rows } = useStore(useBerth().containers)
  if (of === null)
    return (
      <div className={css.nothing}>
        <Notice
          kind="info"
          message={t('logs:page.none')}
          hint={t('logs:page.noneHint')}
          actions={
            <Button component={Link} to="/containers" variant="default">
              {t('logs:page.toContainers')}
            </Button>
          }
        />
      </div>
    )
  return (
    <EngineGate loaded={loaded} empty={rows.length === 0}>
      <Merged of={of} range={rangeOf(search)} />
    </EngineGate>
  )
}

function Merged({ of, range }: { of: LogSelection; range: TimeRange }): ReactNode {
  const navigate = useNavigate()
  const feed = useContainerFeed(of, range)
  if (!feed) return null
  const name =
    'project' in of
      ? t('logs:page.ofProject', { project: of.project })
      : of.containers.length === 1
        ? (of.containers[0] ?? '')
        : t('logs:page.ofContainers', { count: of.containers.length })
  return (
    <div className={css.page}>
      {'project' in of && <NoneYet feed={feed} project={of.project} />}
      <LogView
        feed={feed}
        name={name}
        lead={<h2 className={`clip ${css.title ?? ''}`}>{name}</h2>}
        range={range}
        onRange={(next) =>
          void navigate({
            to: '/logs',
            search: (before) => ({ of: before.of, project: before.project, ...searchOf(next) }),
            replace: true,
          })
        }
      />
    </div>
  )
}

function NoneYet({ feed, project }: { feed: LogFeed; project: string }): ReactNode {
  const sources = useStore(feed.sources)
  const state = useStore(feed.state)
  if (sources.length > 0 || state.kind === 'loading') return null
  return <Notice kind="info" strip message={t('logs:page.noneYet', { project })} />
}

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useBerth, useIsLive } from '../../../client/context.ts'
import { plainError } from '../../../client/errors.ts'
import { Copyable } from '../../../components/Copyable.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { t } from '../../../i18n/index.ts'
import { bytes, dateAndTime } from '../../../lib/format.ts'
import { Status } from '../../containers/columns.tsx'
import { openUpdate } from '../dialogs.ts'
import { restartWords } from '../words.ts'
import css from './Overview.module.css'
import { copies, when, type SectionProps } from './parts.tsx'

export function StateSection({ detail }: SectionProps): ReactNode {
  const { row } = detail
  const berth = useBerth()
  const live = useIsLive()
  const time = (iso: string | null): string | null => iso && dateAndTime(iso)
  return (
    <Facts
      title={t('container:overview.state')}
      facts={[
        [t('container:overview.status'), <Status key="status" row={row} />],
        ...when(
          t('container:overview.oomKilled'),
          detail.oomKilled && <span className={css.bad}>{t('container:overview.oomKilledWords')}</span>,
        ),
        ...copies(t('container:overview.id'), row.id),
        ...when(t('container:overview.created'), time(new Date(row.created * 1000).toISOString())),
        ...when(t('container:overview.started'), time(row.startedAt)),
        ...when(t('container:overview.ended'), row.state === 'running' ? null : time(row.finishedAt)),
        ...when(
          t('container:overview.restarts'),
          detail.restarts > 0 && <span className={css.warn}>{detail.restarts}</span>,
        ),
        [
          t('container:overview.restart'),
          <span key="restart" className={css.inline}>
            {restartWords(detail.restart)}
            <Button
              size="compact-xs"
              variant="default"
              disabled={!live}
              aria-label={t('container:overview.changeRestart')}
              onClick={() => void openUpdate(berth, row)}
            >
              {t('container:overview.change')}
            </Button>
          </span>,
        ],
        ...when(t('container:overview.autoRemove'), detail.autoRemove && t('container:overview.yes')),
        ...when(
          t('container:overview.compose'),
          row.composeProject !== null && (
            <span className={css.inline}>
              <Link to="/containers" search={{ q: row.composeProject }}>
                {row.composeProject}
              </Link>
              {row.composeService}
            </span>
          ),
        ),
      ]}
    />
  )
}

export function ImageSection({ detail }: SectionProps): ReactNode {
  const { row } = detail
  return (
    <Facts
      title={t('container:overview.image')}
      facts={[
        [
          t('container:overview.reference'),
          <span key="image" className={css.inline}>
            <Copyable value={row.image} what={t('container:overview.image')} mono />
            <Link to="/images" search={{ q: row.imageId.replace(/^sha256:/, '').slice(0, 12) }}>
              {t('container:overview.showImage')}
            </Link>
          </span>,
        ],
        ...copies(t('container:overview.digest'), row.imageId),
        ...when(t('container:overview.platform'), detail.platform),
        [t('container:overview.size'), <Size key="size" detail={detail} />],
      ]}
    />
  )
}

/** Measured when it is asked for: the engine looks at every file for it. */
function Size({ detail }: SectionProps): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const { id } = detail.row
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['container', id, 'size'],
    queryFn: () => client.containers.detail.query({ id, size: true }),
    enabled: false,
  })
  return (
    <span className={css.inline}>
      {error && !isFetching && <span className={css.bad}>{plainError(error).message}</span>}
      {data && (
        <span>
          {t('container:overview.sizes', {
            written: bytes(data.writtenBytes ?? 0),
            total: bytes(data.totalBytes ?? 0),
          })}
        </span>
      )}
      <Button
        size="compact-xs"
        variant="default"
        loading={isFetching}
        disabled={!live}
        onClick={() => void refetch()}
      >
        {t(data ? 'container:overview.measureAgain' : 'container:overview.measure')}
      </Button>
    </span>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ContainerDetail } from '../../../electron/api/schema/container.ts'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import css from './ContainerDetail.module.css'

/** ms between two looks at a container that is on the screen: health results and other clients' updates cause no event. */
const lookMs = 10_000

/** Shows what the engine's inspection says, asked anew when the row changes and now and then while it is looked at. */
export function Inspected({
  row,
  children,
}: {
  readonly row: ContainerRow
  readonly children: (detail: ContainerDetail) => ReactNode
}): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const { data, error } = useQuery({
    queryKey: ['container', row.id, 'detail', row.state, row.startedAt, row.health, row.name],
    queryFn: () => client.containers.detail.query({ id: row.id }),
    placeholderData: (before) => (before?.row.id === row.id ? before : undefined),
    refetchInterval: live ? lookMs : false,
  })
  if (data) return children(data)
  if (!error) return <p className={css.wait}>{t('container:asking')}</p>
  const { message, hint } = plainError(error)
  return (
    <div className={css.wait}>
      <Notice kind="error" message={message} hint={hint} />
    </div>
  )
}

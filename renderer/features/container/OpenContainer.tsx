import { Button } from '@mantine/core'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { clock } from '../../lib/format.ts'
import type { ContainerDetailProps } from './ContainerDetail.tsx'
import css from './ContainerDetail.module.css'

const ContainerDetail = lazy(() =>
  import('./ContainerDetail.tsx').then((module) => ({ default: module.ContainerDetail })),
)

interface OpenContainerProps extends Omit<ContainerDetailProps, 'row'> {
  /** as the address says it */
  readonly name: string
  /** what is called that; null when nothing is (any more) */
  readonly row: ContainerRow | null
  /** it is called otherwise now, by whoever renamed it */
  readonly onRenamed: (row: ContainerRow) => void
}

/** The container that an address names: in detail while it is there; what became of it when it is not. */
export function OpenContainer({ name, row, onRenamed, ...detail }: OpenContainerProps): ReactNode {
  const table = useStore(useBerth().containers)
  const [seen, setSeen] = useState<{ row: ContainerRow; goneAt: string | null } | null>(null)
  useEffect(() => {
    setSeen((before) => (row ? { row, goneAt: null } : before && { ...before, goneAt: now() }))
  }, [row])

  const renamed = !row && seen ? table.byId.get(seen.row.id) : undefined
  useEffect(() => {
    if (renamed) onRenamed(renamed)
    // Only that it is called otherwise matters, not who listens now.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [renamed?.name])

  if (row)
    return (
      <Suspense fallback={null}>
        <ContainerDetail row={row} {...detail} />
      </Suspense>
    )
  if (renamed || !table.loaded) return null
  const removed = seen?.row.name === name ? seen : null
  return (
    <section className={css.wait} aria-label={t('container:labelled', { name })}>
      <Notice
        kind="warn"
        message={
          removed
            ? t('container:removed', { name, at: clock(removed.goneAt ?? now()) })
            : t('container:nowhere', { name })
        }
        hint={removed ? t('container:removedHint', { image: removed.row.image }) : undefined}
        actions={
          <Button variant="default" onClick={detail.onClose}>
            {t('common:close')}
          </Button>
        }
      />
    </section>
  )
}

const now = (): string => new Date().toISOString()

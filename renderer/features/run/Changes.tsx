import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Editable } from '../../../electron/api/schema/create.ts'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { useBerth } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Run.module.css'

interface ChangesProps {
  readonly row: ContainerRow
  readonly old: Editable
  readonly changed: readonly (keyof RunSpec)[]
  readonly keepOld: boolean
  /** of the new one */
  readonly image: string
}

/** What is changed, how it is done, and what goes with the old one. */
export function Changes({ row, old, changed, keepOld, image }: ChangesProps): ReactNode {
  const berth = useBerth()
  // What it wrote takes the engine a while to measure: said when it is known.
  const size = useQuery({
    queryKey: ['create', 'written', row.id],
    queryFn: async () =>
      (await berth.client.containers.detail.query({ id: row.id, size: true })).writtenBytes,
    gcTime: 0,
  }).data
  const { name } = row
  return (
    <section className={css.changes} aria-label={t('run:changes.title')}>
      <h2>{t('run:changes.title')}</h2>
      <p aria-live="polite">
        {changed.length === 0
          ? t('run:changes.none')
          : changed.map((key) => t(`run:field.${key}`)).join(', ')}
      </p>
      <p className="dim">
        {old.running ? t('run:changes.safe', { name }) : t('run:changes.asleep', { name })}
      </p>
      {!keepOld && (
        <p className="dim">
          {size ? t('run:changes.lostSize', { size: bytes(size) }) : t('run:changes.lost')}
        </p>
      )}
      {old.running && old.spec.autoRemove && <p className={css.warning}>{t('run:changes.brief')}</p>}
      {old.imageMoved && image === old.spec.image && (
        <p className={css.warning}>{t('run:changes.imageMoved', { image })}</p>
      )}
    </section>
  )
}

import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { DetailScroll } from '../../components/detail/DetailTabs.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { Status } from '../containers/columns.tsx'
import { lookOf } from '../containers/words.ts'
import css from './ImageDetail.module.css'

/** The containers of an image, each a way to it. */
export function UsersTab({ row }: { row: ImageRow }): ReactNode {
  const { rows } = useStore(useBerth().containers)
  const users = rows.filter((container) => row.usedBy.includes(container.name))
  if (row.usedBy.length === 0)
    return (
      <div className={css.wait}>
        {t('images:usedBy.none')} <span className="dim">{t('images:usedBy.noneHint')}</span>
      </div>
    )
  return (
    <DetailScroll label={t('images:detail.users')}>
      <ul className={css.users} aria-label={t('images:usedBy.list')}>
        {users.map((container) => (
          <li key={container.id}>
            <Link to="/containers/$name/$tab" params={{ name: container.name, tab: 'overview' }}>
              <StateDot look={lookOf(container)} />
              {container.name}
              <span className="dim">
                <Status row={container} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </DetailScroll>
  )
}

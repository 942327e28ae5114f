import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Status } from '../../../electron/api/schema/status.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import css from './Machine.module.css'

/** The folders of this computer that the machine sees, or would be started with. */
export function SharedFact({ status: { sharing } }: { status: Pick<Status, 'sharing'> }): ReactNode {
  if (!sharing) return t('sharing:facts.cannot')
  return (
    <span className={css.shared}>
      {sharing.folders.length === 0 && t('sharing:facts.none')}
      {sharing.folders.map((folder) => (
        <Copyable key={folder} value={folder} what={t('sharing:facts.folder')} mono />
      ))}
      <Link to="/settings" hash="folders" aria-label={t('sharing:facts.changeWhat')}>
        {t('sharing:facts.change')}
      </Link>
    </span>
  )
}

import type { ReactNode } from 'react'
import { Command } from '../components/Copyable.tsx'
import { t } from '../i18n/index.ts'
import css from './Frame.module.css'

/** The session of this browser is over: nothing here works until it is opened anew. */
export function Ended(): ReactNode {
  return (
    <main className={css.ended}>
      <h1>{t('app:ended.title')}</h1>
      <p>{t('app:ended.why')}</p>
      <Command line="berth open" />
      <p className="dim">{t('app:ended.hint')}</p>
    </main>
  )
}

import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './Notice.module.css'

interface NoticeProps {
  kind: 'info' | 'warn' | 'error'
  /** the sentence */
  message: ReactNode
  /** what to do next */
  hint?: ReactNode
  /** buttons that do it */
  actions?: ReactNode
  /** a strip over a page instead of a box in it */
  strip?: boolean
}

/** Something that went wrong or needs attention, as a sentence, what to do, and a button for it. */
export function Notice({ kind, message, hint, actions, strip = false }: NoticeProps): ReactNode {
  const Icon = kind === 'info' ? IconInfoCircle : IconAlertTriangle
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={`${css.notice} ${css[kind] ?? ''} ${strip ? (css.strip ?? '') : ''}`}
    >
      <Icon size={16} aria-hidden className={css.icon} />
      <div className={css.words}>
        <div>{message}</div>
        {hint && <div className="dim">{hint}</div>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  )
}

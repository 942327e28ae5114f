import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState, type MouseEvent, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import css from './Copyable.module.css'

/** Copies `value` and says so for a moment; `of`: whose value it is, where a row of a table may be another's by then. */
export function useCopy(value: () => string, of = ''): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState<string | null>(null)
  useEffect(() => {
    if (copied === null) return
    const timer = setTimeout(() => setCopied(null), 1200)
    return () => clearTimeout(timer)
  }, [copied])
  return {
    copied: copied === of,
    copy: () => void navigator.clipboard.writeText(value()).then(() => setCopied(of)),
  }
}

interface CopyableProps {
  /** what is copied */
  value: string
  /** what the value is, for the button's name: "container id" */
  what: string
  /** what is shown, when it is not the value itself */
  children?: ReactNode
  mono?: boolean
  /** false in table rows, which have their own keys for what their buttons do */
  tabbable?: boolean
}

/** Text that a click copies. */
export function Copyable({ value, what, children, mono = false, tabbable = true }: CopyableProps): ReactNode {
  const { copied, copy } = useCopy(() => value, value)
  // A table holds hundreds of these: what nobody points at has no icon and nothing to tell yet.
  const [near, setNear] = useState(false)
  const approach = (): void => setNear(true)
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation()
    copy()
  }
  return (
    <button
      type="button"
      className={`${css.copyable} ${near ? '' : css.far}`}
      title={t('components:copyTitle', { what, value })}
      aria-label={t('components:copyWhat', { what, value })}
      onClick={onClick}
      onPointerEnter={approach}
      onFocus={approach}
      tabIndex={tabbable ? 0 : -1}
    >
      <span className={mono ? `mono ${css.text}` : css.text}>{children ?? value}</span>
      {near && (
        <>
          {copied ? (
            <IconCheck size={13} aria-hidden />
          ) : (
            <IconCopy size={13} aria-hidden className={css.icon} />
          )}
          <span className="visually-hidden" role="status">
            {copied ? t('components:copied') : ''}
          </span>
        </>
      )}
    </button>
  )
}

/** A command line to take along. */
export function Command({ line }: { line: string }): ReactNode {
  const { copied, copy } = useCopy(() => line)
  return (
    <div className={css.command}>
      <code className="mono">{line}</code>
      <button
        type="button"
        className={css.copyButton}
        onClick={copy}
        aria-label={t('components:copyCommand', { line })}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        <span role="status">{t(copied ? 'components:copied' : 'components:copy')}</span>
      </button>
    </div>
  )
}

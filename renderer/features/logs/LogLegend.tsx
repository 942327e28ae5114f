import type { ReactNode } from 'react'
import type { LogSource } from '../../../electron/api/schema/logs.ts'
import { t } from '../../i18n/index.ts'
import { hueClass } from './hues.ts'
import css from './LogView.module.css'

interface LogLegendProps {
  readonly sources: readonly LogSource[]
  /** indices of those whose lines are not shown */
  readonly hidden: ReadonlySet<number>
  readonly onHidden: (hidden: ReadonlySet<number>) => void
}

/** Whose lines have which colour; a click hides one's lines, a double click all but one's. */
export function LogLegend({ sources, hidden, onHidden }: LogLegendProps): ReactNode {
  const toggle = (index: number): void => {
    const next = new Set(hidden)
    if (!next.delete(index)) next.add(index)
    onHidden(next)
  }
  const alone = (index: number): void =>
    onHidden(new Set(sources.map((_source, at) => at).filter((at) => at !== index)))
  return (
    <div className={css.legend} role="group" aria-label={t('logs:sources.label')}>
      {sources.map((source, index) => (
        <button
          key={source.id}
          type="button"
          className={css.source}
          aria-pressed={!hidden.has(index)}
          title={source.error ? `${source.error.message} ${source.error.hint}` : t('logs:sources.hint')}
          onClick={() => toggle(index)}
          onDoubleClick={() => alone(index)}
        >
          <span className={`${css.dot ?? ''} ${hueClass(index)}`} aria-hidden />
          <span className="clip">{source.name}</span>
          {source.state !== 'reading' && (
            <span className={css.sourceState}>{t(`logs:sources.${source.state}`)}</span>
          )}
        </button>
      ))}
      {hidden.size > 0 && (
        <button type="button" className={css.source} onClick={() => onHidden(new Set())}>
          {t('logs:sources.showAll')}
        </button>
      )}
    </div>
  )
}

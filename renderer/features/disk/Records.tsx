import type { ReactNode } from 'react'
import type { CleanUpRecord, CleanUpStep } from '../../../electron/api/schema/clean-up.ts'
import { t } from '../../i18n/index.ts'
import { bytes, dateAndTime } from '../../lib/format.ts'
import css from './Disk.module.css'

/** What clean-ups did: when, by whose wish, what went and how much. */
export function Records({ records }: { records: readonly CleanUpRecord[] }): ReactNode {
  return (
    <section aria-label={t('disk:records.title')} className={css.records}>
      <h2>{t('disk:records.title')}</h2>
      {records.length === 0 && <p className="dim">{t('disk:records.none')}</p>}
      <ul>
        {records.map((record) => (
          <li key={record.at}>
            <Entry record={record} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Entry({ record }: { record: CleanUpRecord }): ReactNode {
  const { at, by, steps, freedBytes, error } = record
  const removed = steps.reduce((sum, step) => sum + step.removed, 0)
  const failures = steps.reduce((sum, step) => sum + step.failures.length, 0)
  const head = (
    <>
      <span>{dateAndTime(at)}</span>
      <span className="dim">{t(`disk:records.by.${by}`)}</span>
      <span>
        {removed === 0 && failures === 0
          ? t('disk:records.nothing')
          : t('disk:rules.objects', { count: removed, bytes: bytes(freedBytes) })}
        {failures > 0 && (
          <span className={css.failed}> · {t('disk:records.failures', { count: failures })}</span>
        )}
      </span>
    </>
  )
  if (steps.length === 0 && error === null) return <div className={css.record}>{head}</div>
  return (
    <details>
      <summary>
        <span className={css.record}>{head}</span>
      </summary>
      <ul className={css.steps}>
        {error !== null && <li className={css.failed}>{error}</li>}
        {steps.map((step) => (
          <li key={step.kind}>{stepWords(step)}</li>
        ))}
        {steps
          .flatMap(({ failures: sentences }) => sentences)
          .map((sentence) => (
            <li key={sentence} className={css.failed}>
              {sentence}
            </li>
          ))}
      </ul>
    </details>
  )
}

/** names that are said of a step */
const said = 20

function stepWords({ kind, names, removed, bytes: freed, left }: CleanUpStep): string {
  const shown = names.slice(0, said)
  const rest = removed - shown.length
  const list = [...shown.map(shortened), ...(rest > 0 ? [t('disk:records.more', { count: rest })] : [])].join(
    ', ',
  )
  return [
    t('disk:records.removed', { kind: t(`disk:kinds.${kind}`), names: list || '–' }),
    ...(freed ? [t('disk:records.freed', { bytes: bytes(freed) })] : []),
    ...(left > 0 ? [t('disk:records.left', { count: left })] : []),
  ].join(' · ')
}

/** Digests and made-up names by their first digits; a build step by its first words. */
const shortened = (name: string): string => {
  const digits = name.replace(/^(sha256:)?([0-9a-f]{12})[0-9a-f]{52}$/, '$2')
  return digits.length > 90 ? `${digits.slice(0, 89)}…` : digits
}

import { Switch, TextInput } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import type { Candidate } from '../../../../electron/api/schema/clean-up.ts'
import type { RuleName } from '../../../../electron/api/schema/retention.ts'
import { t } from '../../../i18n/index.ts'
import { ago, bytes } from '../../../lib/format.ts'
import { useNow } from '../../../lib/now.ts'
import css from '../Disk.module.css'
import { bytesOrUnknown, objectName } from '../words.ts'
import type { RulesDraft } from './draft.ts'

interface RuleProps {
  readonly name: RuleName
  readonly rule: RulesDraft[RuleName]
  /** what it would take now; null until somebody asks */
  readonly would: readonly Candidate[] | null
  readonly looking: boolean
  readonly onRule: (rule: RulesDraft[RuleName]) => void
}

/** One rule: whether it is on, by what it goes, what that means, and what it would take now. */
export function Rule({ name, rule, would, looking, onRule }: RuleProps): ReactNode {
  const label = t(`disk:rules.${name}`)
  const hint = useId()
  const number = (value: string, words: string, change: (text: string) => void): ReactNode => (
    <TextInput
      className={css.ruleNumber}
      size="xs"
      inputMode="numeric"
      aria-label={words}
      aria-describedby={hint}
      value={value}
      maxLength={5}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
  return (
    <div className={css.rule}>
      <Switch
        size="sm"
        label={label}
        checked={rule.on}
        onChange={(event) => onRule({ ...rule, on: event.currentTarget.checked })}
      />
      <div className={css.ruleTerms}>
        <span>{t(name === 'buildCache' ? 'disk:rules.notUsed' : 'disk:rules.older')}</span>
        {number(rule.days, t('disk:rules.daysOf', { rule: label }), (days) => onRule({ ...rule, days }))}
        <span>{t('disk:rules.days')}</span>
        {name === 'buildCache' && (
          <>
            <span>{t('disk:rules.over')}</span>
            {number(rule.gib, t('disk:rules.gibOf', { rule: label }), (gib) => onRule({ ...rule, gib }))}
            <span>{t('disk:rules.gib')}</span>
          </>
        )}
      </div>
      <p id={hint} className={css.ruleHint}>
        {t(`disk:rules.hints.${name}`)}
      </p>
      {looking && <p className={css.ruleHint}>{t('disk:rules.looking')}</p>}
      {would && <Would label={label} would={would} />}
    </div>
  )
}

function Would({ label, would }: { label: string; would: readonly Candidate[] }): ReactNode {
  const now = useNow(10_000)
  if (would.length === 0)
    return (
      <p className={css.ruleWould} role="status">
        {t('disk:rules.wouldNone')}
      </p>
    )
  const sum = would.reduce((all, one) => all + (one.bytes ?? 0), 0)
  const words = t('disk:rules.objects', { count: would.length, bytes: bytes(sum) })
  return (
    <details className={css.ruleWould}>
      <summary>
        <span role="status">{t('disk:rules.would', { words })}</span>
      </summary>
      <ul aria-label={t('disk:rules.listOf', { rule: label })} tabIndex={0}>
        {would.map((one) => (
          <li key={one.id}>
            <span className="clip" title={[one.name || one.id, ...one.tags.slice(1)].join('\n')}>
              {objectName(one.kind, one)}
            </span>
            <span className="dim">{one.since === null ? '' : ago(Date.parse(one.since), now)}</span>
            <span>{bytesOrUnknown(one.bytes)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

import { Button } from '@mantine/core'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import {
  ruleNames,
  type RetentionPreview,
  type RetentionRules,
  type RetentionView,
  type RuleName,
} from '../../../../electron/api/schema/retention.ts'
import type { Client } from '../../../client/connection.ts'
import { useBerth, useIsLive } from '../../../client/context.ts'
import { plainError } from '../../../client/errors.ts'
import { useStore } from '../../../client/store.ts'
import { useAnswer } from '../../../client/use-watched.ts'
import type { Subscribe } from '../../../../electron/api/client/watch.ts'
import { Notice } from '../../../components/Notice.tsx'
import { tell, tellError } from '../../../components/tell.tsx'
import { t } from '../../../i18n/index.ts'
import { dateAndTime } from '../../../lib/format.ts'
import { useNow } from '../../../lib/now.ts'
import css from '../Disk.module.css'
import { draftOf, rulesOf, sameDraft, type RulesDraft } from './draft.ts'
import { Rule } from './Rule.tsx'

const previewOf =
  (rules: RetentionRules) =>
  (client: Client): Subscribe<RetentionPreview> =>
  (on) =>
    client.retention.preview.subscribe({ rules }, on)

/** The rules by which the disk is cleaned by itself: set here, tried before they are kept, and run at once if wanted. */
export function Rules({ retention }: { retention: RetentionView }): ReactNode {
  const { client, jobs } = useBerth()
  const live = useIsLive()
  const kept = useMemo(() => draftOf(retention.rules), [retention.rules])
  const [draft, setDraft] = useState(kept)
  const [asked, setAsked] = useState<RetentionRules | null>(null)
  const ask = useMemo(() => (asked ? previewOf(asked) : null), [asked])
  const { value: preview, error } = useAnswer(ask)
  const rules = rulesOf(draft)
  const changed = !sameDraft(draft, kept)
  const runs = useStore(jobs).rows.some(({ kind, state }) => kind === 'retention' && state === 'running')
  const anyOn = ruleNames.some((name) => retention.rules[name].on)
  const problem = error === null ? null : plainError(error)
  useEffect(() => setDraft(kept), [kept])
  // What was looked up was of other rules.
  const set = (name: RuleName, rule: RulesDraft[RuleName]): void => {
    setDraft({ ...draft, [name]: rule })
    setAsked(null)
  }
  const save = async (): Promise<void> => {
    if (!rules) return
    try {
      await client.retention.save.mutate({ rules })
      tell(t('disk:rules.saved'))
    } catch (thrown) {
      tellError(thrown)
    }
  }
  return (
    <section aria-label={t('disk:rules.title')} className={css.rules}>
      <h2>{t('disk:rules.title')}</h2>
      <p className="dim">{t('disk:rules.intro')}</p>
      <p className="dim">{t('disk:rules.volumes')}</p>
      {retention.error && (
        <Notice kind="error" message={retention.error.message} hint={retention.error.hint} />
      )}
      {ruleNames.map((name) => (
        <Rule
          key={name}
          name={name}
          rule={draft[name]}
          would={asked && preview ? preview[name] : null}
          looking={asked !== null && preview === null && problem === null}
          onRule={(rule) => set(name, rule)}
        />
      ))}
      {!rules && <Notice kind="warn" message={t('disk:rules.invalid')} />}
      {problem && <Notice kind="error" message={problem.message} hint={problem.hint} />}
      <div className={css.ruleActions}>
        <Button disabled={!rules || (!changed && retention.error === null)} onClick={() => void save()}>
          {t('disk:rules.save')}
        </Button>
        {changed && (
          <Button
            variant="default"
            onClick={() => {
              setDraft(kept)
              setAsked(null)
            }}
          >
            {t('disk:rules.discard')}
          </Button>
        )}
        <Button variant="default" disabled={!rules || !live} onClick={() => setAsked(rules && { ...rules })}>
          {t('disk:rules.preview')}
        </Button>
        <Button
          variant="default"
          title={t('disk:rules.runHint')}
          disabled={!live || runs || changed || !anyOn}
          onClick={() => void client.retention.run.mutate().catch((thrown: unknown) => tellError(thrown))}
        >
          {t('disk:rules.run')}
        </Button>
        <Next retention={retention} anyOn={anyOn} />
      </div>
    </section>
  )
}

function Next({ retention: { nextRun }, anyOn }: { retention: RetentionView; anyOn: boolean }): ReactNode {
  const now = useNow(10_000)
  const words = !anyOn
    ? t('disk:rules.off')
    : nextRun === null
      ? t('disk:rules.waits')
      : Date.parse(nextRun) <= now
        ? t('disk:rules.soon')
        : t('disk:rules.next', { time: dateAndTime(nextRun) })
  return (
    <span className="dim" role="status">
      {words}
    </span>
  )
}

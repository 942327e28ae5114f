import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Subscribe } from '../../../electron/api/client/watch.ts'
import type { UpdateAct, UpdateState } from '../../../electron/api/schema/update.ts'
import type { Client } from '../../client/connection.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useLatest } from '../../client/use-watched.ts'
import { t } from '../../i18n/index.ts'
import { dateAndTime } from '../../lib/format.ts'
import css from './Settings.module.css'

const updateOf =
  (client: Client): Subscribe<UpdateState | null> =>
  (on) =>
    client.desktop.update.subscribe(undefined, on)

/** The version that runs, where its update stands, and what can be done about it. The desktop app does it. */
export function Update(): ReactNode {
  const { client } = useBerth()
  const state = useLatest(updateOf)
  const [error, setError] = useState<string | null>(null)
  const { data: host } = useQuery({ queryKey: ['host'], queryFn: () => client.host.info.query() })
  const act = async (what: UpdateAct): Promise<void> => {
    setError(null)
    try {
      if (!(await client.desktop.actOnUpdate.mutate({ act: what }))) setError(t('settings:update.noApp'))
    } catch (thrown) {
      setError(plainError(thrown).message)
    }
  }
  return (
    <div className={css.row} id="setting-update">
      <div className={css.rowName}>{t('settings:update.name')}</div>
      <div className={css.rowValue}>
        <span>{host && t('settings:update.version', { version: host.version })}</span>
        {actsOf(state).map(({ what, label }, index) => (
          <Button
            key={what}
            size="compact-sm"
            variant={index === 0 ? 'filled' : 'default'}
            onClick={() => void act(what)}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={css.rowHint}>
        <span role="status" className={state?.kind === 'failed' ? css.bad : undefined}>
          {stateWords(state)}
        </span>
        {state?.kind === 'fetching' && (
          <Progress mt={4} size="sm" value={state.percent} aria-label={t('settings:update.progress')} />
        )}
        {error !== null && (
          <span role="alert" className={css.bad}>
            {' '}
            {error}
          </span>
        )}
      </div>
    </div>
  )
}

function actsOf(state: UpdateState | null): readonly { what: UpdateAct; label: string }[] {
  const putOff = [
    { what: 'later', label: t('settings:update.later') },
    { what: 'skip', label: t('settings:update.skip') },
  ] as const
  switch (state?.kind) {
    case 'none':
      return [{ what: 'check', label: t('settings:update.check') }]
    case 'failed':
      return [{ what: 'check', label: t('settings:update.again') }]
    case 'available':
      return [{ what: 'fetch', label: t('settings:update.fetch') }, ...putOff]
    case 'ready':
      return [{ what: 'install', label: t('settings:update.install') }, ...putOff]
    case undefined:
    case 'off':
    case 'checking':
    case 'fetching':
    case 'installing':
      return []
  }
}

function stateWords(state: UpdateState | null): string {
  switch (state?.kind) {
    case undefined:
      return t('settings:update.noApp')
    case 'off':
    case 'checking':
      return t(`settings:update.${state.kind}`)
    case 'none':
      return state.checkedAt === null
        ? t('settings:update.unchecked')
        : t('settings:update.none', { at: dateAndTime(new Date(state.checkedAt).toISOString()) })
    case 'available':
    case 'installing':
      return t(`settings:update.${state.kind}`, { version: state.version })
    case 'fetching':
      return t('settings:update.fetching', { version: state.version, percent: state.percent })
    case 'ready':
      return `${t('settings:update.ready', { version: state.version })} ${t('settings:update.readyHint')}`
    case 'failed':
      return t(`settings:update.failed.${state.what}`, { why: state.message })
  }
}

import { Button, NativeSelect, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { PublishTo } from '../../../electron/api/schema/ports.ts'
import { OnQuit, UpdateChannel, type AppSettings as Values } from '../../../electron/api/schema/settings.ts'
import { appSettingsOf } from '../../../electron/api/schema/settings.ts'
import { useBerth, useMachine } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import css from './Settings.module.css'

/** `appearance` and `language` have a part of their own: see Look.tsx. */
type Name = Exclude<keyof Values, 'appearance' | 'language'>

const choices = {
  onQuit: OnQuit.options.map((value) => ({ value, label: t(`settings:app.quit.${value}`) })),
  publishTo: PublishTo.options.map((value) => ({ value, label: t(`settings:app.publish.${value}`) })),
  updateChannel: UpdateChannel.options.map((value) => ({ value, label: t(`settings:app.channel.${value}`) })),
}

const isChoice = (name: Name): name is keyof typeof choices => name in choices

/** Settings of the desktop app, each kept as it is changed. */
export function AppSettings({ names }: { names: readonly Name[] }): ReactNode {
  const berth = useBerth()
  const cache = useQueryClient()
  const connected = useStore(berth.connection).kind === 'open'
  const stops = useMachine()?.status.suspends === null
  const [error, setError] = useState<{ name: Name; error: PlainError } | null>(null)
  const { data } = useQuery({ queryKey: ['settings'], queryFn: () => berth.client.settings.list.query() })
  if (!data) return <p className="dim">{t('settings:asking')}</p>
  const values = appSettingsOf(data)
  const set = async (name: Name, value: Values[Name] | null): Promise<void> => {
    setError(null)
    try {
      await berth.client.settings.set.mutate({ name, value })
    } catch (thrown) {
      setError({ name, error: plainError(thrown) })
    }
    await cache.invalidateQueries({ queryKey: ['settings'] })
  }
  return names.map((name) => {
    const label = t(`settings:app.${name}`)
    const row = data.find((each) => each.name === name)
    return (
      <div key={name} className={css.row} id={`setting-${name}`}>
        <div className={css.rowName}>{label}</div>
        <div className={css.rowValue}>
          {isChoice(name) ? (
            <NativeSelect
              aria-label={label}
              data={choices[name]}
              value={values[name]}
              disabled={!connected}
              onChange={(event) => void set(name, event.currentTarget.value as Values[typeof name])}
            />
          ) : (
            <Switch
              aria-label={label}
              checked={values[name]}
              disabled={!connected}
              onChange={(event) => void set(name, event.currentTarget.checked)}
            />
          )}
          {row?.isDefault === false && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('settings:whole.backOf', { key: label })}
              onClick={() => void set(name, null)}
            >
              {t('settings:whole.back')}
            </Button>
          )}
        </div>
        <div className={css.rowHint}>
          {error?.name === name ? (
            <span role="alert" className={css.bad}>
              {error.error.message} {error.error.hint}
            </span>
          ) : (
            <>
              {t(`settings:app.${name}Hint`)} {name === 'onQuit' && stops && `${t('sharing:atQuit')} `}
              {t('machine:settings.effect.at-once')}
            </>
          )}
        </div>
      </div>
    )
  })
}

import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { RestartNotice } from './RestartNotice.tsx'
import css from './Settings.module.css'

/** Whether the machine runs programs made for Intel by Rosetta. Not there where this computer has none. */
export function Rosetta(): ReactNode {
  const berth = useBerth()
  const { client } = berth
  const connected = useStore(berth.connection).kind === 'open'
  const cache = useQueryClient()
  const status = useMachine()?.status
  const { data } = useQuery({ queryKey: ['settings'], queryFn: () => client.settings.list.query() })
  if (!data || !status || status.rosetta === null) return null
  const chosen = data.find(({ name }) => name === 'rosetta')?.value === true
  const set = async (value: boolean): Promise<void> => {
    await client.settings.set.mutate({ name: 'rosetta', value }).catch(tellError)
    await cache.invalidateQueries({ queryKey: ['settings'] })
  }
  return (
    <>
      {status.state === 'running' && status.rosetta !== chosen && (
        <RestartNotice message={t('sharing:rosettaChanged')} />
      )}
      <div className={css.row}>
        <div className={css.rowName}>{t('settings:rosetta.name')}</div>
        <div className={css.rowValue}>
          <Switch
            aria-label={t('settings:rosetta.name')}
            checked={chosen}
            disabled={!connected}
            onChange={(event) => void set(event.currentTarget.checked)}
          />
        </div>
        <div className={css.rowHint}>
          {t('settings:rosetta.hint')} {t('machine:settings.effect.at-next-start')}
        </div>
      </div>
    </>
  )
}

import { Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { AfterRestart, EngineSettings } from '../../../electron/api/schema/engine-settings.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { quoted } from '../../lib/docker-command.ts'
import { duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { applyEngine } from './outcome.ts'
import css from './Settings.module.css'

/** Says what a restart of the engine does to what runs, and does it when told to. */
export function askToApply(berth: Berth, engine: EngineSettings): void {
  modals.open({
    title: t('settings:restart.title'),
    size: 'lg',
    children: <ApplyEngine berth={berth} engine={engine} onClose={() => modals.closeAll()} />,
  })
}

interface ApplyEngineProps {
  readonly berth: Berth
  readonly engine: EngineSettings
  readonly onClose: () => void
}

const fates = [
  ['is-removed', 'isRemoved'],
  ['stays-stopped', 'staysStopped'],
  ['may-come-back', 'mayComeBack'],
  ['comes-back', 'comesBack'],
  ['runs-on', 'runsOn'],
] as const satisfies readonly (readonly [AfterRestart, string])[]

function ApplyEngine({ berth, engine, onClose }: ApplyEngineProps): ReactNode {
  const { rows } = useStore(berth.jobs)
  const jobs = rows.filter(({ state }) => state === 'running').length
  const [began, setBegan] = useState<number | null>(null)
  const { data, error } = useQuery({
    queryKey: ['engine-settings.effects'],
    queryFn: () => berth.client.settings.engine.effects.query(),
    gcTime: 0,
  })
  const apply = async (): Promise<void> => {
    setBegan(Date.now())
    await applyEngine(berth, engine)
    onClose()
  }
  if (began !== null) return <Going began={began} />
  return (
    <Stack gap="md">
      <Text>{t('settings:restart.intro')}</Text>
      {error && <Notice kind="warn" message={plainError(error).message} hint={plainError(error).hint} />}
      {!data && !error && <Text className="dim">{t('settings:restart.asking')}</Text>}
      {data?.containers.length === 0 && <Text>{t('settings:restart.none')}</Text>}
      {data &&
        fates.map(([fate, words]) => {
          const names = data.containers.filter(({ then }) => then === fate).map(({ name }) => name)
          return (
            names.length > 0 && (
              <div key={fate}>
                <Text>{t(`settings:restart.${words}`, { count: names.length })}</Text>
                {fate !== 'runs-on' && <Text className={`dim ${css.names ?? ''}`}>{names.join(', ')}</Text>}
              </div>
            )
          )
        })}
      {jobs > 0 && <Text>{t('settings:restart.jobs', { count: jobs })}</Text>}
      <Command line={`berth config set --apply engine ${quoted(JSON.stringify(engine))}`} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('settings:restart.keep')}
        </Button>
        <Button disabled={!data && !error} onClick={() => void apply()}>
          {t('settings:restart.do')}
        </Button>
      </Group>
    </Stack>
  )
}

function Going({ began }: { began: number }): ReactNode {
  const now = useNow(1000)
  return (
    <Stack gap="xs">
      <Text role="status">
        {t('settings:restart.going', {
          time: duration(Math.max(0, Math.floor((now - began) / 1000) * 1000)),
        })}
      </Text>
      <Text className="dim">{t('settings:restart.goingHint')}</Text>
    </Stack>
  )
}

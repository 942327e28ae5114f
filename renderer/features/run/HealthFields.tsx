import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { t } from '../../i18n/index.ts'
import { healthExamples } from './examples.ts'
import { useRunForm } from './form.ts'
import css from './Run.module.css'

const modes = ['image', 'none', 'shell', 'exec'] as const
const times = ['interval', 'timeout', 'startPeriod', 'startInterval', 'retries'] as const

/** How the engine finds out whether the container is well. */
export function HealthFields(): ReactNode {
  const { spec, set, errorAt, touch } = useRunForm()
  const { health } = spec
  const put = (change: Partial<RunSpec['health']>): void => set('health', { ...health, ...change })
  const text = (key: 'command' | (typeof times)[number]): ReactNode => (
    <TextInput
      key={key}
      size="xs"
      label={t(`run:health.${key}`)}
      placeholder={healthExamples[key]}
      value={health[key]}
      error={errorAt(`health.${key}`)}
      spellCheck={false}
      onBlur={() => touch(`health.${key}`)}
      onChange={(event) => put({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <div className={css.pair}>
        <NativeSelect
          size="xs"
          label={t('run:health.mode')}
          data={modes.map((value) => ({ value, label: t(`run:health.${value}`) }))}
          value={health.mode}
          onChange={(event) => put({ mode: event.currentTarget.value as RunSpec['health']['mode'] })}
        />
      </div>
      {(health.mode === 'shell' || health.mode === 'exec') && text('command')}
      {health.mode !== 'none' && <div className={css.pair}>{times.map(text)}</div>}
    </>
  )
}

import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import type { WindowsEngine } from '../../../electron/api/schema/windows-engine.ts'
import { t } from '../../i18n/index.ts'
import { useRunForm } from './form.ts'
import css from './Run.module.css'

const kinds = ['process', 'hyperv'] as const

/** How a Windows container is kept apart from the engine's own Windows. */
export function IsolationField({ engine }: { engine: WindowsEngine }): ReactNode {
  const { spec, set, errorAt } = useRunForm()
  const own = t('run:placeholder.engine')
  const usual = engine.isolation && t(`run:isolation.${engine.isolation}`)
  return (
    <div className={css.pair}>
      <NativeSelect
        size="xs"
        label={t('run:field.isolation')}
        description={t(`run:isolation.hint.${spec.isolation || engine.isolation || 'process'}`)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        error={errorAt('isolation')}
        data={[
          { value: '', label: usual ? `${own}: ${usual}` : own },
          ...kinds.map((value) => ({ value, label: t(`run:isolation.${value}`) })),
        ]}
        value={spec.isolation}
        onChange={(event) => set('isolation', event.currentTarget.value as RunSpec['isolation'])}
      />
    </div>
  )
}

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  engineDefaults,
  wholeEngineSettings,
  type EngineSettings,
} from '../../../electron/api/schema/engine-settings.ts'
import { t } from '../../i18n/index.ts'
import css from './Settings.module.css'

interface WholeProps {
  readonly engine: EngineSettings
  readonly onReset: (key: string) => void
}

/** All that the engine is given, key by key, and who says so: the user, or Berth. */
export function Whole({ engine, onReset }: WholeProps): ReactNode {
  const defaults: Readonly<Record<string, unknown>> = engineDefaults
  return (
    <section>
      <h3>{t('settings:whole.title')}</h3>
      <table className={css.whole} aria-label={t('settings:whole.label')}>
        <thead>
          <tr>
            <th scope="col">{t('settings:whole.key')}</th>
            <th scope="col">{t('settings:whole.value')}</th>
            <th scope="col">{t('settings:whole.from')}</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {Object.entries(wholeEngineSettings(engine)).map(([key, value]) => {
            const own = key in engine
            return (
              <tr key={key} data-own={own || undefined}>
                <th scope="row" className="mono">
                  {key}
                </th>
                <td className="mono">{JSON.stringify(value)}</td>
                <td>{own ? overWords(defaults[key]) : t('settings:whole.berth')}</td>
                <td>
                  {own && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t('settings:whole.backOf', { key })}
                      onClick={() => onReset(key)}
                    >
                      {t('settings:whole.back')}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function overWords(value: unknown): string {
  if (value === undefined) return t('settings:whole.yours')
  return t('settings:whole.over', { value: JSON.stringify(value) })
}

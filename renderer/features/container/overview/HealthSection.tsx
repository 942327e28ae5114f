import type { ReactNode } from 'react'
import type { Health } from '../../../../electron/api/schema/container.ts'
import facts from '../../../components/Facts.module.css'
import { Facts } from '../../../components/Facts.tsx'
import { t } from '../../../i18n/index.ts'
import { clock, duration } from '../../../lib/format.ts'
import css from './Overview.module.css'
import { copies, when } from './parts.tsx'

/** The health check, and how it went the last times. */
export function HealthSection({ health }: { readonly health: Health }): ReactNode {
  const span = (ms: number | null): string => (ms === null ? '' : duration(ms))
  return (
    <section
      className={`${facts.section ?? ''} ${css.health ?? ''}`}
      aria-label={t('container:overview.health')}
    >
      <Facts
        title={t('container:overview.health')}
        facts={[
          [t('container:overview.status'), <Result key="status" health={health} />],
          ...copies(t('container:overview.command'), health.command),
          [
            t('container:overview.interval'),
            t('container:overview.intervalWords', {
              interval: span(health.intervalMs ?? 30_000),
              timeout: span(health.timeoutMs ?? 30_000),
              count: health.retries,
            }),
          ],
          ...when(t('container:overview.startPeriod'), span(health.startPeriodMs)),
        ]}
      />
      {health.results.length > 0 && (
        <ol className={css.results} aria-label={t('container:overview.results')}>
          {health.results.map((result) => (
            <li key={result.startedAt}>
              <details>
                <summary>
                  <span className={result.exitCode === 0 ? 'dim' : css.bad}>
                    {result.exitCode === 0
                      ? t('container:overview.passed')
                      : t('container:overview.failed', { code: result.exitCode })}
                  </span>
                  <span>{clock(result.startedAt)}</span>
                  <span className="dim">{duration(result.ms)}</span>
                  <span className="dim clip">{result.output.split('\n')[0]}</span>
                </summary>
                <pre>{result.output || t('container:overview.noOutput')}</pre>
              </details>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Result({ health: { status, failing } }: { readonly health: Health }): ReactNode {
  const words = t(`container:overview.healthIs.${status}`)
  if (failing === 0) return words
  return (
    <span className={status === 'unhealthy' ? css.bad : css.warn}>
      {t('container:overview.failing', { words, count: failing })}
    </span>
  )
}

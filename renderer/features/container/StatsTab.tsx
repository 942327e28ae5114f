import { SegmentedControl } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import type { StatsSample } from '../../../electron/api/schema/stats.ts'
import { Notice } from '../../components/Notice.tsx'
import { locale, t } from '../../i18n/index.ts'
import { bytes, gibibytes } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { usePreference } from '../../lib/preferences.ts'
import detail from './ContainerDetail.module.css'
import { Inspected } from './Inspected.tsx'
import { Chart } from './stats/Chart.tsx'
import css from './stats/Chart.module.css'
import { points, rates } from './stats/series.ts'
import { useSamples } from './stats/useSamples.ts'
import type { TabProps } from './tabs.tsx'

const minutes = [5, 15, 60]

/** What a container uses and used, with its limits drawn in. */
export function StatsTab({ row }: TabProps): ReactNode {
  const { samples, loaded } = useSamples(row.id)
  const up = row.state === 'running' || row.state === 'paused'
  if (samples.length > 0)
    return (
      <Inspected row={row}>
        {({ limits }) => <Charts samples={samples} name={row.name} up={up} cpus={limits.cpus} />}
      </Inspected>
    )
  if (up || !loaded) return <p className={detail.wait}>{t('container:stats.waiting')}</p>
  return (
    <div className={detail.wait}>
      <Notice
        kind="info"
        message={t('container:stats.none', { name: row.name })}
        hint={t('container:stats.noneHint')}
      />
    </div>
  )
}

interface ChartsProps {
  readonly samples: readonly StatsSample[]
  readonly name: string
  readonly up: boolean
  /** its limit of CPUs */
  readonly cpus: number | null
}

function Charts({ samples, name, up, cpus }: ChartsProps): ReactNode {
  const [shown, setShown] = usePreference('stats.minutes', 5)
  const now = Math.max(useNow(2000), samples.at(-1)?.time ?? 0)
  const last = samples.at(-1)
  const base = { now, spanMs: shown * 60_000 }
  const series = useMemo(
    () => ({
      cpu: points(samples, (sample) => sample.cpuPercent),
      memory: points(samples, (sample) => sample.memory),
      received: rates(samples, (sample) => sample.netRx),
      sent: rates(samples, (sample) => sample.netTx),
      read: rates(samples, (sample) => sample.blockRead),
      written: rates(samples, (sample) => sample.blockWrite),
      pids: points(samples, (sample) => sample.pids),
    }),
    [samples],
  )
  const percent = (value: number): string =>
    `${value.toLocaleString(locale(), { maximumFractionDigits: value < 10 ? 1 : 0 })} %`
  const rate = (value: number): string => t('container:stats.perSecond', { bytes: bytes(value) })
  const count = (value: number): string => Math.round(value).toLocaleString(locale())
  const one = (points: typeof series.cpu) => [{ name: '', points }]
  return (
    <div className={css.frame} tabIndex={0} role="region" aria-label={t('container:tabs.stats')}>
      <div className={css.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t('container:stats.span')}
          value={String(shown)}
          onChange={(value) => setShown(Number(value))}
          data={minutes.map((count) => ({
            value: String(count),
            label: t('container:stats.minutes', { count }),
          }))}
        />
        <span className="dim" role="status">
          {up ? '' : t('container:stats.ended', { name })}
        </span>
      </div>
      <div className={css.charts}>
        <Chart
          {...base}
          title={t('container:stats.cpu')}
          series={one(series.cpu)}
          limit={cpus === null ? null : cpus * 100}
          format={percent}
          base={1000}
          least={1}
        />
        <Chart
          {...base}
          title={t('container:stats.memory')}
          series={one(series.memory)}
          limit={last?.memoryLimit || null}
          format={memory}
          base={1024}
          least={2 ** 18}
        />
        {last?.netRx !== null && (
          <Chart
            {...base}
            title={t('container:stats.network')}
            series={[
              { name: t('container:stats.received'), points: series.received },
              { name: t('container:stats.sent'), points: series.sent },
            ]}
            limit={null}
            format={rate}
            base={1000}
            least={1000}
          />
        )}
        <Chart
          {...base}
          title={t('container:stats.block')}
          series={[
            { name: t('container:stats.read'), points: series.read },
            { name: t('container:stats.written'), points: series.written },
          ]}
          limit={null}
          format={rate}
          base={1000}
          least={1000}
        />
        {last?.pids !== null && (
          <Chart
            {...base}
            title={t('container:stats.pids')}
            series={one(series.pids)}
            limit={last?.pidsLimit ?? null}
            format={count}
            base={1000}
            least={1}
          />
        )}
      </div>
    </div>
  )
}

const memory = (value: number): string =>
  value < 2 ** 20 ? t('container:stats.kib', { count: Math.round(value / 1024) }) : gibibytes(value)

import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Look } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { ago, span } from '../../lib/format.ts'

/** The container's state as the docker command words it: "Up 3 min (healthy)", "Exited (1) 2 h ago". */
export function statusWords(row: ContainerRow, now: number): string {
  const { exitCode, finishedAt, startedAt } = row
  const up = startedAt
    ? t('containers:status.upFor', { span: span(now - Date.parse(startedAt)) })
    : t('containers:status.up')
  switch (row.state) {
    case 'running':
      return withHealth(up, row.health)
    case 'paused':
      return t('containers:status.paused', { up })
    case 'restarting':
      return exitCode === null
        ? t('containers:status.restarting')
        : t('containers:status.restartingAfter', { code: exitCode })
    case 'exited': {
      const code = exitCode ?? '?'
      return finishedAt
        ? t('containers:status.exitedAgo', { code, ago: ago(Date.parse(finishedAt), now) })
        : t('containers:status.exited', { code })
    }
    case 'created':
    case 'removing':
    case 'dead':
      return t(`containers:status.${row.state}`)
  }
}

function withHealth(up: string, health: ContainerRow['health']): string {
  if (health === 'none') return up
  if (health === 'starting') return t('containers:status.healthStarting', { up })
  return t(`containers:status.${health}`, { up })
}

/** Its mark: broken for what crashed or is unhealthy. 0, 137 and 143 are what a stop leaves behind (SIGKILL, SIGTERM). */
export function lookOf(row: ContainerRow): Look {
  switch (row.state) {
    case 'running':
      return row.health === 'unhealthy' ? 'bad' : row.health === 'starting' ? 'busy' : 'on'
    case 'paused':
      return 'paused'
    case 'restarting':
    case 'removing':
      return 'busy'
    case 'exited':
      return [0, 137, 143].includes(row.exitCode ?? 0) ? 'off' : 'bad'
    case 'created':
      return 'off'
    case 'dead':
      return 'bad'
  }
}

import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Look } from '../../components/StateDot.tsx'
import { ago, span } from '../../lib/format.ts'

/** The container's state as the docker command words it: "Up 3 min (healthy)", "Exited (1) 2 h ago". */
export function statusWords(row: ContainerRow, now: number): string {
  const health =
    row.health === 'none' ? '' : row.health === 'starting' ? ' (health: starting)' : ` (${row.health})`
  const up = row.startedAt ? `Up ${span(now - Date.parse(row.startedAt))}` : 'Up'
  switch (row.state) {
    case 'running':
      return up + health
    case 'paused':
      return `${up} (paused)`
    case 'restarting':
      return row.exitCode === null ? 'Restarting' : `Restarting (${row.exitCode})`
    case 'exited':
      return `Exited (${row.exitCode ?? '?'})${row.finishedAt ? ` ${ago(Date.parse(row.finishedAt), now)}` : ''}`
    case 'created':
      return 'Created'
    case 'removing':
      return 'Removing'
    case 'dead':
      return 'Dead'
  }
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

/** All that a filter looks at, in one text. */
export function searchText(row: ContainerRow): string {
  const ports = row.ports.map((port) => port.hostPort ?? port.containerPort).join(' ')
  return `${row.name} ${row.image} ${row.imageId} ${row.id} ${row.state} ${row.composeProject ?? ''} ${row.composeService ?? ''} ${ports}`.toLowerCase()
}

import type { LogSelection } from '../../../electron/api/schema/logs.ts'
import type { TimeRange } from '../../lib/time-range.ts'

/** What the address of the merged logs says. */
export interface LogsSearch {
  /** names or ids of containers, with commas between them */
  readonly of?: string | undefined
  readonly project?: string | undefined
  /** as in a `TimeRange`; `all` stands for the whole log */
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly all?: boolean | undefined
}

/** As many as the host takes. */
const mostContainers = 100

/** Whose logs an address means; null when it says nothing. */
export function selectionOf({ of, project }: LogsSearch): LogSelection | null {
  if (project !== undefined && project !== '') return { project }
  const containers = (of ?? '').split(',').filter((ref) => ref !== '')
  return containers.length > 0 ? { containers: containers.slice(0, mostContainers) } : null
}

export function rangeOf({ since, until, all }: LogsSearch): TimeRange {
  if (all) return { kind: 'all' }
  if (since === undefined && until === undefined) return { kind: 'newest' }
  return { kind: 'between', since: since ?? '', until: until ?? '' }
}

/** The same as an address says it. */
export function searchOf(range: TimeRange): LogsSearch {
  if (range.kind === 'newest') return {}
  if (range.kind === 'all') return { all: true }
  return { since: range.since || undefined, until: range.until || undefined }
}

/** The address of the merged logs of these containers. */
export function logsOf(rows: readonly { readonly name: string }[]): { to: '/logs'; search: LogsSearch } {
  return { to: '/logs', search: { of: rows.map(({ name }) => name).join(',') } }
}

/** The address of the merged logs of a compose project. */
export function logsOfProject(project: string): { to: '/logs'; search: LogsSearch } {
  return { to: '/logs', search: { project } }
}

import type { DataDisk, DiskKind, DiskView } from '../../../electron/api/schema/disk.ts'
import type { Usage } from '../../../electron/api/schema/status.ts'

export type SegmentName = DiskKind | 'logs' | 'other' | 'free'

export interface Segment {
  readonly name: SegmentName
  readonly bytes: number
}

/**
 * The disk in parts, those of the engine first. What is used and is none of these is "other", which is only known while
 * the machine tells how full it is and every part is measured.
 */
export function segmentsOf(view: DiskView, data: DataDisk | null, usage: Usage | null): Segment[] {
  const parts: Segment[] = view.parts.map(({ kind, measure }) => ({
    name: kind,
    bytes: measure?.totalBytes ?? 0,
  }))
  const logs = data?.logs?.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0
  if (logs > 0) parts.push({ name: 'logs', bytes: logs })
  if (!usage) return parts
  const known = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const whole = view.parts.every(({ measure }) => measure !== null)
  const other = Math.max(0, usage.diskUsedBytes - known)
  if (whole && other > 0) parts.push({ name: 'other', bytes: other })
  parts.push({ name: 'free', bytes: Math.max(0, usage.diskBytes - usage.diskUsedBytes) })
  return parts
}

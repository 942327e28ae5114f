import type { ResetPreview } from '../../api/schema/host.ts'
import { size } from './numbers.ts'

/** What a factory reset would delete. */
export function resetLines({ home, items, bytes }: ResetPreview): string[] {
  if (items.length === 0) return [`There is nothing to delete in ${home}.`]
  const width = Math.max(...items.map(({ what }) => what.length))
  return [
    `A reset deletes from ${home}, for good:`,
    ...items.map((item) => `  ${item.what.padEnd(width)}  ${size(item.bytes).padStart(9)}  ${item.path}`),
    `  ${'in all'.padEnd(width)}  ${size(bytes).padStart(9)}`,
  ]
}

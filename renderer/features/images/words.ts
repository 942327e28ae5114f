import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { shortId } from '../../lib/format.ts'

/** What an image is called: its first name, or its id when it has none. */
export const imageName = (row: ImageRow): string => row.tags[0] ?? shortId(row.id)

export function imageText(row: ImageRow): string {
  return `${row.tags.join(' ')} ${row.id} ${row.usedBy.length > 0 ? 'used' : 'unused'}${row.tags.length === 0 ? ' untagged dangling' : ''}`.toLowerCase()
}

/** A name without a tag means its latest, for the engine as for us. */
export function withTag(reference: string): string {
  const last = reference.slice(reference.lastIndexOf('/') + 1)
  return last.includes(':') || reference.includes('@') ? reference : `${reference}:latest`
}

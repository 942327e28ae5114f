import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { shortId } from '../../lib/format.ts'

/** What an image is called: its first name, or its id when it has none. */
export const imageName = (row: Pick<ImageRow, 'id' | 'tags'>): string => row.tags[0] ?? shortId(row.id)

/** A name without a tag means its latest, for the engine as for us. */
export function withTag(reference: string): string {
  return hasTag(reference) || reference.includes('@') ? reference : `${reference}:latest`
}

/** The name in a reference, without tag and digest. */
export function withoutTag(reference: string): string {
  const [name = ''] = reference.split('@')
  return hasTag(name) ? name.slice(0, name.lastIndexOf(':')) : name
}

const hasTag = (reference: string): boolean => reference.slice(reference.lastIndexOf('/') + 1).includes(':')

/** The registry that a name leads to; Docker Hub where none is named, by the grammar that the engine reads names with. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io'
}

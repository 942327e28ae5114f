import type { Candidate } from '../../../electron/api/schema/clean-up.ts'
import type { DiskKind, DiskObject } from '../../../electron/api/schema/disk.ts'
import { t } from '../../i18n/index.ts'
import { bytes, shortId } from '../../lib/format.ts'
import { cacheName } from '../builds/cache-columns.tsx'
import { volumeName } from '../volumes/words.ts'

/** What an object is called: short where its name is sixty-four digits, in a Dockerfile's words where it is a step. */
export function objectName(kind: DiskKind | 'networks', one: Pick<DiskObject, 'id' | 'name'>): string {
  switch (kind) {
    case 'volumes':
      return volumeName(one)
    case 'cache':
      return cacheName({ description: one.name })
    case 'images':
      return one.name || t('disk:cleanUp.nameless', { id: shortId(one.id) })
    case 'containers':
    case 'networks':
      return one.name || shortId(one.id)
  }
}

/** Who uses it, or that something does. */
export function usersWords({ usedBy, inUse }: DiskObject): string {
  if (usedBy.length > 0) return t('disk:biggest.usedBy', { names: usedBy.join(', ') })
  return t(inUse ? 'disk:biggest.inUse' : 'disk:biggest.unused')
}

export const bytesOrUnknown = (count: number | null): string =>
  count === null ? t('disk:biggest.bytesUnknown') : bytes(count)

/** How many, and what they free: "3, 1.20 GB". */
export function goesWords(going: readonly Candidate[]): string {
  if (going.length === 0) return t('disk:cleanUp.none')
  const sum = going.reduce((all, one) => all + (one.bytes ?? 0), 0)
  return t('disk:cleanUp.goes', { count: going.length, bytes: bytes(sum) })
}

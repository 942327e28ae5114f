import type { ImageRow } from '../../../electron/api/schema/images.ts'
import type { Berth } from '../../client/berth.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { imageName } from './words.ts'

/** Has the browser download images as one tar; a job shows how far it is. */
export async function saveImages(berth: Berth, rows: readonly ImageRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  try {
    const path = await berth.client.images.save.mutate({ names: rows.map((row) => row.tags[0] ?? row.id) })
    const link = document.createElement('a')
    link.href = path
    link.download = ''
    link.click()
  } catch (thrown) {
    tellError(thrown, t('images:save.failed', { name: imageName(first) }))
  }
}

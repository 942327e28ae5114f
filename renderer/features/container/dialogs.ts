import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { save } from '../../lib/save.ts'

type Open = (berth: Berth, row: ContainerRow) => void

/** A dialog is loaded when it is first asked for; a page that cannot load it (any more) says so. */
const lazily =
  (load: () => Promise<Open>) =>
  async (berth: Berth, row: ContainerRow): Promise<void> => {
    try {
      ;(await load())(berth, row)
    } catch (thrown) {
      tellError(thrown)
    }
  }

export const openRename = lazily(async () => (await import('./dialogs/Rename.tsx')).openRename)
export const openCommit = lazily(async () => (await import('./dialogs/Commit.tsx')).openCommit)
export const openUpdate = lazily(async () => (await import('./dialogs/Update.tsx')).openUpdate)

/** Has the browser save all files of a container as a tar. */
export async function exportFiles(berth: Berth, row: ContainerRow): Promise<void> {
  try {
    save(await berth.client.containers.export.mutate({ id: row.id }))
    tell(t('container:export.started', { file: `${row.name}.tar` }))
  } catch (thrown) {
    tellError(thrown)
  }
}

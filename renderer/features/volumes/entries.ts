import type { PaletteCommand } from '../../app/commands.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'
import { openCleanUp } from '../disk/cleaning-up.ts'
import { volumeName } from './words.ts'

/** What the palette offers of volumes. The dialogs are loaded when one is asked for. */
export function* volumeEntries(
  berth: Berth,
  goTo: (name: string) => void,
  searching: boolean,
): Generator<PaletteCommand> {
  const action = (id: string, label: string, run: () => Promise<void>): PaletteCommand => ({
    id: `volumes:${id}`,
    label,
    kind: t('volumes:palette.action'),
    run: () => void run(),
  })
  const copies = () => import('./CopyVolume.tsx')
  const removals = () => import('./RemoveVolumes.tsx')
  yield action('create', t('volumes:palette.create'), async () =>
    (await import('./CreateVolume.tsx')).openCreateVolume(berth),
  )
  yield action('restore', t('volumes:palette.restore'), async () =>
    (await copies()).askToRestore(berth, null),
  )
  yield action('prune', t('volumes:palette.prune'), async () => openCleanUp('volumes'))
  for (const row of berth.volumes.get().rows) {
    const name = volumeName(row)
    yield { id: `v:${row.id}`, label: name, kind: t('volumes:palette.kind'), run: () => goTo(row.id) }
    if (!searching) continue
    yield action(`backup:${row.id}`, t('volumes:palette.backup', { name }), async () =>
      (await copies()).askToBackUp(berth, row),
    )
    yield action(`clone:${row.id}`, t('volumes:palette.clone', { name }), async () =>
      (await copies()).askToClone(berth, row),
    )
    yield action(`remove:${row.id}`, t('volumes:palette.remove', { name }), async () =>
      (await removals()).askToRemoveVolumes(berth, [row]),
    )
  }
}

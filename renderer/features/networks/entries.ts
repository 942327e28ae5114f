import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import type { PaletteCommand } from '../../app/commands.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'
import { creating } from './CreateNetworkButton.tsx'

interface NetworkDoors {
  /** the page of the networks; `open`: the name of one to show */
  readonly goToNetworks: (how: { open?: string; view?: 'map' }) => void
}

/** What the palette offers of networks. The dialogs are loaded when one is asked for. */
export function* networkEntries(
  berth: Berth,
  rows: readonly NetworkRow[],
  { goToNetworks }: NetworkDoors,
  searching: boolean,
): Generator<PaletteCommand> {
  const action = (id: string, label: string, run: () => unknown): PaletteCommand => ({
    id: `networks:${id}`,
    label,
    kind: t('app:palette.kind.action'),
    run: () => void run(),
  })
  yield action('create', t('networks:create.command'), () => {
    creating.set(true)
    goToNetworks({})
  })
  yield {
    id: 'networks:map',
    label: t('networks:palette.map'),
    kind: t('app:palette.kind.page'),
    run: () => goToNetworks({ view: 'map' }),
  }
  if (!searching) return
  const removals = () => import('./RemoveNetworks.tsx')
  yield action('prune', t('networks:palette.prune'), async () =>
    (await removals()).askToRemoveUnused(berth, rows),
  )
  for (const row of rows) {
    const { name } = row
    yield {
      id: `n:${row.id}`,
      label: name,
      kind: t('app:palette.kind.network'),
      run: () => goToNetworks({ open: row.name }),
    }
    if (name !== 'none')
      yield action(`connect:${row.id}`, t('networks:palette.connect', { name }), async () =>
        (await import('./ConnectContainer.tsx')).askToConnect(berth, row),
      )
    if (!row.builtIn)
      yield action(`remove:${row.id}`, t('networks:palette.remove', { name }), async () =>
        (await removals()).askToRemoveNetworks(berth, [row]),
      )
  }
}

import type { PaletteCommand } from '../../app/commands.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'
import { openCleanUp } from '../disk/cleaning-up.ts'
import { entryCommand, imageEntries } from './entries.ts'
import { openLoad, openPull } from './dialogs.ts'
import { checkForNews } from './news.ts'
import type { ImageTab } from './tabs.ts'
import { imageName } from './words.ts'

interface ImageDoors {
  readonly goToImage: (id: string, tab?: ImageTab) => void
  readonly goToRegistries: () => void
}

/** What the palette offers about images. */
export function* imageCommands(
  berth: Berth,
  doors: ImageDoors,
  searching: boolean,
): Generator<PaletteCommand> {
  yield {
    id: 'pull',
    label: t('images:palette.pull'),
    kind: t('app:palette.kind.action'),
    run: () => openPull(),
  }
  yield {
    id: 'registries',
    label: t('registries:goTo'),
    kind: t('app:palette.kind.page'),
    run: doors.goToRegistries,
  }
  if (searching) {
    yield { id: 'load', label: t('images:palette.load'), kind: t('app:palette.kind.action'), run: openLoad }
    yield {
      id: 'prune-images',
      label: t('images:palette.prune'),
      kind: t('app:palette.kind.action'),
      run: () => openCleanUp('images'),
    }
    yield {
      id: 'check-images',
      label: t('images:palette.check'),
      kind: t('app:palette.kind.action'),
      run: () => void checkForNews(berth, berth.images.get().rows, { fresh: true, quiet: false }),
    }
  }
  for (const row of berth.images.get().rows) {
    yield {
      id: `i:${row.id}`,
      label: imageName(row),
      kind: t('app:palette.kind.image'),
      run: () => doors.goToImage(row.id),
    }
    if (!searching) continue
    for (const entry of imageEntries(berth, row, (tab) => doors.goToImage(row.id, tab)))
      if (entry.id !== 'open')
        yield {
          id: `i:${row.id}:${entry.id}`,
          label: entryCommand(entry, row),
          kind: t(entry.group === 'look' ? 'app:palette.kind.page' : 'app:palette.kind.action'),
          run: entry.run,
        }
  }
}

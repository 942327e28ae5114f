import {
  IconArrowBarUp,
  IconBrandDocker,
  IconCopy,
  IconFileDownload,
  IconInfoCircle,
  IconPlayerPlay,
  IconRefresh,
  IconStack2,
  IconTag,
  IconTrash,
  IconVersions,
  type Icon,
} from '@tabler/icons-react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { openRun } from '../run/open.ts'
import { checkForNews } from './news.ts'
import { openPull, openPush, openTag } from './dialogs.ts'
import { askToRemoveImages } from './RemoveImages.tsx'
import { saveImages } from './save.ts'
import type { ImageTab } from './tabs.ts'
import { imageName } from './words.ts'

/** Something that can be done with one image: an item of its menu, and a command of the palette. */
export interface ImageEntry {
  readonly id: Action
  /** in the menu, a line stands between two groups */
  readonly group: 'look' | 'registry' | 'change' | 'copy' | 'end'
  readonly icon: Icon
  /** the engine has to answer for it */
  readonly asksEngine: boolean
  readonly run: () => void
}

type Action =
  'run' | 'open' | 'layers' | 'pull' | 'push' | 'check' | 'tag' | 'save' | 'copyRun' | 'copyId' | 'remove'

/** What the menu says, under the image's name. */
export const entryLabel = ({ id }: ImageEntry): string => t(`images:do.${id}`)
/** What the palette says, with the image's name in it. */
export const entryCommand = ({ id }: ImageEntry, row: ImageRow): string =>
  t(`images:command.${id}`, { name: imageName(row) })

/** All that can be done with an image, in the order of its menu. */
export function imageEntries(berth: Berth, row: ImageRow, goTo: (tab: ImageTab) => void): ImageEntry[] {
  const [tag] = row.tags
  const copy = (text: string) => (): void => void navigator.clipboard.writeText(text)
  const look = { group: 'look', asksEngine: false } as const
  const registry = { group: 'registry', asksEngine: true } as const
  const change = { group: 'change', asksEngine: true } as const
  return [
    {
      id: 'run',
      group: 'look',
      asksEngine: true,
      icon: IconPlayerPlay,
      run: () => openRun({ image: tag ?? row.id }),
    },
    { id: 'open', ...look, icon: IconInfoCircle, run: () => goTo('overview') },
    { id: 'layers', ...look, icon: IconStack2, run: () => goTo('layers') },
    ...(tag === undefined
      ? []
      : ([
          { id: 'pull', ...registry, icon: IconRefresh, run: () => openPull(tag) },
          {
            id: 'check',
            ...registry,
            icon: IconVersions,
            run: () => void checkForNews(berth, [row], { fresh: true, quiet: false }),
          },
          { id: 'push', ...registry, icon: IconArrowBarUp, run: () => openPush(row) },
        ] as const)),
    { id: 'tag', ...change, icon: IconTag, run: () => openTag(row) },
    { id: 'save', ...change, icon: IconFileDownload, run: () => void saveImages(berth, [row]) },
    {
      id: 'copyRun',
      group: 'copy',
      asksEngine: false,
      icon: IconBrandDocker,
      run: copy(dockerCommand('run', '--rm', '-it', tag ?? row.id)),
    },
    { id: 'copyId', group: 'copy', asksEngine: false, icon: IconCopy, run: copy(row.id) },
    {
      id: 'remove',
      group: 'end',
      asksEngine: true,
      icon: IconTrash,
      run: () => askToRemoveImages(berth, [row]),
    },
  ]
}

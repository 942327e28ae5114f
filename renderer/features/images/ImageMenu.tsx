import { Menu } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { t } from '../../i18n/index.ts'
import { entryLabel, imageEntries } from './entries.ts'
import type { ImageTab } from './tabs.ts'
import { imageName } from './words.ts'

interface ImageMenuProps {
  readonly row: ImageRow
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly onTab: (row: ImageRow, tab: ImageTab) => void
}

/** All that can be done with one image; one menu for the whole table, put where it was asked for. */
export function ImageMenu({ row, at, onClose, onTab }: ImageMenuProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const entries = imageEntries(berth, row, (tab) => onTab(row, tab))
  return (
    <MenuAt label={t('images:actionsFor', { name: imageName(row) })} at={at} onClose={onClose}>
      {entries.map((entry, index) => (
        <Fragment key={entry.id}>
          {index > 0 && entries[index - 1]?.group !== entry.group && <Menu.Divider />}
          <Menu.Item
            {...(entry.group === 'end' && { color: 'red' })}
            disabled={entry.asksEngine && !live}
            leftSection={<entry.icon size={14} />}
            onClick={entry.run}
          >
            {entryLabel(entry)}
          </Menu.Item>
        </Fragment>
      ))}
    </MenuAt>
  )
}

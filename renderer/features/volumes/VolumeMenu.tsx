import { Menu } from '@mantine/core'
import {
  IconCopy,
  IconCopyPlus,
  IconDownload,
  IconFolderOpen,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { t } from '../../i18n/index.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { askToBackUp, askToClone, askToRestore } from './CopyVolume.tsx'
import { askToRemoveVolumes } from './RemoveVolumes.tsx'
import { volumeCommands, volumeName } from './words.ts'

interface VolumeMenuProps {
  readonly row: VolumeRow
  readonly at: { x: number; y: number }
  readonly onOpen: (row: VolumeRow) => void
  readonly onClose: () => void
}

/** All that can be done with one volume. */
export function VolumeMenu({ row, at, onOpen, onClose }: VolumeMenuProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const { volumeFiles } = useEnginePowers()
  const copy = (text: string) => (): void => void navigator.clipboard.writeText(text)
  return (
    <MenuAt label={t('volumes:actions', { name: volumeName(row) })} at={at} onClose={onClose}>
      <Menu.Item leftSection={<IconFolderOpen size={14} />} onClick={() => onOpen(row)}>
        {t('volumes:open')}
      </Menu.Item>
      {volumeFiles && <Filled row={row} />}
      <Menu.Divider />
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={copy(row.id)}>
        {t('volumes:copyName')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={copy(volumeCommands.use(row.id))}>
        {t('volumes:copyRun')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        disabled={!live}
        leftSection={<IconTrash size={14} />}
        onClick={() => askToRemoveVolumes(berth, [row])}
      >
        {t('volumes:remove')}
      </Menu.Item>
    </MenuAt>
  )
}

/** What is done with what it holds. */
function Filled({ row }: { readonly row: VolumeRow }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconDownload size={14} />}
        disabled={!live}
        onClick={() => askToBackUp(berth, row)}
      >
        {t('volumes:backup')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUpload size={14} />}
        disabled={!live}
        onClick={() => askToRestore(berth, row)}
      >
        {t('volumes:restore')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopyPlus size={14} />}
        disabled={!live}
        onClick={() => askToClone(berth, row)}
      >
        {t('volumes:clone')}
      </Menu.Item>
    </>
  )
}

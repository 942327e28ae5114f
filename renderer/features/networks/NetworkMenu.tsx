import { Menu } from '@mantine/core'
import { IconCopy, IconPlugConnected, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import type { Point } from '../../components/MoreButton.tsx'
import { t } from '../../i18n/index.ts'
import { askToConnect } from './ConnectContainer.tsx'
import { askToRemoveNetworks } from './RemoveNetworks.tsx'

interface NetworkMenuProps {
  readonly row: NetworkRow
  readonly at: Point
  readonly onOpen: (row: NetworkRow) => void
  readonly onClose: () => void
}

/** All that can be done with one network. */
export function NetworkMenu({ row, at, onOpen, onClose }: NetworkMenuProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  return (
    <MenuAt label={t('networks:actionsFor', { name: row.name })} at={at} onClose={onClose}>
      <Menu.Item onClick={() => onOpen(row)}>{t('networks:open')}</Menu.Item>
      <Menu.Item
        disabled={!live || row.name === 'none'}
        leftSection={<IconPlugConnected size={14} />}
        onClick={() => askToConnect(berth, row)}
      >
        {t('networks:connect.button')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopy size={14} />}
        onClick={() => void navigator.clipboard.writeText(row.id)}
      >
        {t('networks:copyId')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        disabled={!live || row.builtIn}
        leftSection={<IconTrash size={14} />}
        onClick={() => askToRemoveNetworks(berth, [row])}
      >
        {t('networks:remove')}
      </Menu.Item>
    </MenuAt>
  )
}

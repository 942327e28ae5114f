import { Menu } from '@mantine/core'
import {
  IconBrandDocker,
  IconCopy,
  IconExternalLink,
  IconFileText,
  IconInfoCircle,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { dockerCommand } from '../../lib/docker-command.ts'
import { distinctPorts, portLabel, portUrl } from '../../lib/ports.ts'
import { act, faces, possibleActions } from './actions.tsx'
import { askToRemove } from './RemoveContainers.tsx'
import type { DetailTab } from './tabs.ts'

interface ContainerMenuProps {
  readonly row: ContainerRow
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly onTab: (row: ContainerRow, tab: DetailTab) => void
}

/** All that can be done with one container; one menu for the whole table, put where it was asked for. */
export function ContainerMenu({ row, at, onClose, onTab }: ContainerMenuProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const copy = (text: string) => (): void => void navigator.clipboard.writeText(text)
  const urls = distinctPorts(row.ports).flatMap((port) => {
    const url = portUrl(port)
    return url ? [{ url, label: portLabel(port) }] : []
  })
  return (
    <MenuAt label={`Actions for ${row.name}`} at={at} onClose={onClose}>
      {possibleActions(row).map((action) => {
        const { label, icon: Icon } = faces[action]
        return (
          <Menu.Item
            key={action}
            disabled={!live}
            leftSection={<Icon size={14} />}
            onClick={() => void act(berth, [row], action)}
          >
            {label}
          </Menu.Item>
        )
      })}
      <Menu.Divider />
      <Menu.Item leftSection={<IconFileText size={14} />} onClick={() => onTab(row, 'logs')}>
        Logs
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTerminal2 size={14} />}
        disabled={row.state !== 'running'}
        onClick={() => onTab(row, 'terminal')}
      >
        Terminal
      </Menu.Item>
      <Menu.Item leftSection={<IconInfoCircle size={14} />} onClick={() => onTab(row, 'details')}>
        Details
      </Menu.Item>
      {urls.map(({ url, label }) => (
        <Menu.Item
          key={url}
          component="a"
          href={url}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={14} />}
        >
          Open {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={copy(row.id)}>
        Copy id
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBrandDocker size={14} />}
        onClick={copy(dockerCommand('exec', '-it', row.name, 'sh'))}
      >
        Copy docker exec command
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        disabled={!live}
        leftSection={<IconTrash size={14} />}
        onClick={() => askToRemove(berth, [row])}
      >
        Remove…
      </Menu.Item>
    </MenuAt>
  )
}

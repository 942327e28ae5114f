import { Menu } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { t } from '../../i18n/index.ts'
import { containerEntries } from './entries.ts'
import type { DetailTab } from './tabs.tsx'

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
  const entries = containerEntries(berth, row, (tab) => onTab(row, tab))
  return (
    <MenuAt label={t('container:actionsFor', { name: row.name })} at={at} onClose={onClose}>
      {entries.map(({ id, group, label, icon: Icon, asksEngine, run }, index) => (
        <Fragment key={id}>
          {index > 0 && entries[index - 1]?.group !== group && <Menu.Divider />}
          <Menu.Item
            {...(group === 'end' && { color: 'red' })}
            disabled={asksEngine && !live}
            leftSection={<Icon size={14} />}
            onClick={run}
          >
            {label}
          </Menu.Item>
        </Fragment>
      ))}
    </MenuAt>
  )
}

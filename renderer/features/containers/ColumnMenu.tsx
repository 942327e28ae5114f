import { ActionIcon, Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { choosable, type ColumnChoice } from './column-choice.ts'

/** Which columns stand, one by one. */
export function ColumnMenu({ choice }: { choice: ColumnChoice }): ReactNode {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon aria-label={t('containers:columns.button')} title={t('containers:columns.button')}>
          <IconColumns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('containers:columns.menu')}>
        {choosable.map((id) => (
          <Menu.CheckboxItem key={id} checked={choice.shown.has(id)} onChange={() => choice.toggle(id)}>
            {t(`containers:columns.${id}`)}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!choice.chosen} onClick={choice.reset}>
          {t('containers:columns.reset')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

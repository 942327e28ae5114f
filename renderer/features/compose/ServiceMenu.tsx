import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth } from '../../client/context.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { t } from '../../i18n/index.ts'
import { act, faces, possibleActions, type PlainAction } from './actions.tsx'
import type { ServiceLine } from './ServicesTab.tsx'

interface ServiceMenuProps {
  readonly project: ComposeProject
  readonly line: ServiceLine
  readonly disabled: boolean
}

/** What can be done with one service: the likeliest as a button, the rest in a menu. */
export function ServiceMenu({ project, line, disabled }: ServiceMenuProps): ReactNode {
  const berth = useBerth()
  const { name, service, declared } = line
  const simple = possibleActions(service.containers)
  const byFiles: (PlainAction | 'up')[] = declared
    ? ['up', 'pull', ...(declared.builds ? (['build'] as const) : [])]
    : []
  const first = simple[0] ?? (declared ? 'up' : undefined)
  const run = (kind: PlainAction | 'up') => (): void =>
    void act(berth, project.id, { kind, services: [name] })
  return (
    <>
      {first && (
        <IconButton
          label={t('compose:do.named', { action: faces[first].label, name })}
          icon={faces[first].icon}
          disabled={disabled}
          onClick={run(first)}
        />
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={24} aria-label={t('components:moreActions', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {[...byFiles, ...simple].map((kind) => {
            const { label, icon: Icon } = faces[kind]
            return (
              <Menu.Item key={kind} disabled={disabled} leftSection={<Icon size={14} />} onClick={run(kind)}>
                {label}
              </Menu.Item>
            )
          })}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

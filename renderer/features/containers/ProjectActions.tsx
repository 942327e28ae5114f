import { Menu } from '@mantine/core'
import { IconDots, IconFileText, IconFilter, IconListCheck, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ContainerAction, ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { MenuAt } from '../../components/MenuAt.tsx'
import type { RowGroup } from '../../components/table/DataTable.tsx'
import { t } from '../../i18n/index.ts'
import { logsOfProject } from '../logs/selection.ts'
import { act, faces, possibleForAny } from './actions.tsx'
import { askToRemove } from './RemoveContainers.tsx'

/** A project of Compose: all containers that carry its name, those that a filter hides too. */
export type Project = RowGroup<ContainerRow>

const order: readonly ContainerAction[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill']

/** How many of them are up, in words. */
export const projectWords = ({ rows }: Project): string =>
  t('containers:project.running', {
    running: rows.filter(({ state }) => state === 'running').length,
    all: rows.length,
  })

interface ProjectActionsProps {
  readonly project: Project
  readonly onMenu: (project: Project, at: { x: number; y: number }) => void
}

/** The likeliest actions on a whole project, and a menu of all. */
export function ProjectActions({ project, onMenu }: ProjectActionsProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const possible = possibleForAny(project.rows)
  // What is up is stopped sooner than what is missing is started: that is in the menu.
  const likely: readonly ContainerAction[] = [possible.has('stop') ? 'stop' : 'start', 'restart']
  return (
    <>
      {likely.map((action) => (
        <IconButton
          key={action}
          tabbable={false}
          label={t('containers:project.all', { action: faces[action].label, project: project.label })}
          icon={faces[action].icon}
          disabled={!live || !possible.has(action)}
          onClick={() => void act(berth, project.rows, action)}
        />
      ))}
      <IconButton
        tabbable={false}
        label={t('containers:project.more', { project: project.label })}
        icon={IconDots}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          onMenu(project, { x: box.left, y: box.bottom })
        }}
      />
    </>
  )
}

interface ProjectMenuProps {
  readonly project: Project
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly onSelect: (project: Project) => void
  readonly onFilter: (project: Project) => void
}

/** All that can be done with all containers of a project. */
export function ProjectMenu({ project, at, onClose, onSelect, onFilter }: ProjectMenuProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const possible = possibleForAny(project.rows)
  return (
    <MenuAt label={t('containers:project.actions', { project: project.label })} at={at} onClose={onClose}>
      {order
        .filter((action) => possible.has(action))
        .map((action) => {
          const { icon: Icon } = faces[action]
          return (
            <Menu.Item
              key={action}
              disabled={!live}
              leftSection={<Icon size={14} />}
              onClick={() => void act(berth, project.rows, action)}
            >
              {t(`containers:project.${action}All`)}
            </Menu.Item>
          )
        })}
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconFileText size={14} />}
        onClick={() => void navigate(logsOfProject(project.label))}
      >
        {t('logs:openMergedOf')}
      </Menu.Item>
      <Menu.Item leftSection={<IconListCheck size={14} />} onClick={() => onSelect(project)}>
        {t('containers:project.select')}
      </Menu.Item>
      <Menu.Item leftSection={<IconFilter size={14} />} onClick={() => onFilter(project)}>
        {t('containers:project.only')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        disabled={!live}
        leftSection={<IconTrash size={14} />}
        onClick={() => askToRemove(berth, project.rows)}
      >
        {t('containers:project.removeAll')}
      </Menu.Item>
    </MenuAt>
  )
}

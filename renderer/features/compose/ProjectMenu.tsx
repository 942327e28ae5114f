import { Menu } from '@mantine/core'
import {
  IconArrowBarDown,
  IconBrandDocker,
  IconEraser,
  IconFileText,
  IconTerminal,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { act, faces, possibleActions, type PlainAction } from './actions.tsx'
import { commandOf } from './command-line.ts'
import { askToTakeDown } from './DownProject.tsx'
import type { ProjectTab } from './tabs.tsx'
import { askToBringUp } from './UpProject.tsx'
import { containersOf, workOn } from './words.ts'

const byFiles = ['pull', 'build'] as const

interface ProjectMenuProps {
  readonly project: ComposeProject
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly onTab: (project: ComposeProject, tab: ProjectTab) => void
  /** it was taken off the list */
  readonly onForgotten: (project: ComposeProject) => void
}

/** All that can be done with one project; one menu for the whole table, put where it was asked for. */
export function ProjectMenu({ project, at, onClose, onTab, onForgotten }: ProjectMenuProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const busy = workOn(useStore(berth.jobs).rows, project.id) !== null
  const idle = live && !busy
  const containers = containersOf(project)
  const here = project.filesAre === 'here'
  const watchOutput = (): void => onTab(project, 'output')
  const item = (kind: PlainAction): ReactNode => {
    const { label, icon: Icon } = faces[kind]
    return (
      <Menu.Item
        key={kind}
        disabled={!idle}
        leftSection={<Icon size={14} />}
        onClick={() => void act(berth, project.id, { kind })}
      >
        {label}
      </Menu.Item>
    )
  }
  return (
    <MenuAt label={t('container:actionsFor', { name: project.id })} at={at} onClose={onClose}>
      {here && (
        <Menu.Item
          disabled={!idle}
          leftSection={<faces.up.icon size={14} />}
          onClick={() => askToBringUp(berth, project, watchOutput)}
        >
          {t('compose:do.upAsk')}
        </Menu.Item>
      )}
      {possibleActions(containers).map(item)}
      {here && byFiles.map(item)}
      <Menu.Divider />
      <Menu.Item leftSection={<IconTerminal size={14} />} onClick={watchOutput}>
        {t('compose:tabs.output')}
      </Menu.Item>
      {here && (
        <Menu.Item leftSection={<IconFileText size={14} />} onClick={() => onTab(project, 'file')}>
          {t('compose:do.edit')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconBrandDocker size={14} />}
        onClick={() =>
          void navigator.clipboard.writeText(commandOf(project, { kind: here ? 'up' : 'restart' }))
        }
      >
        {t(here ? 'compose:do.copyUp' : 'compose:do.copyRestart')}
      </Menu.Item>
      <Menu.Divider />
      {containers.length === 0 && project.openedAt !== null && (
        <Menu.Item
          leftSection={<IconEraser size={14} />}
          onClick={() =>
            void berth.client.compose.forget
              .mutate({ project: project.id })
              .then(() => onForgotten(project), tellError)
          }
        >
          {t('compose:do.forget')}
        </Menu.Item>
      )}
      <Menu.Item
        color="red"
        disabled={!idle}
        leftSection={<IconArrowBarDown size={14} />}
        onClick={() => askToTakeDown(berth, project, watchOutput)}
      >
        {t('compose:do.down')}
      </Menu.Item>
    </MenuAt>
  )
}

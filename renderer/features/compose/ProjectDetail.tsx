import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { DetailFrame } from '../../components/detail/DetailFrame.tsx'
import { DetailTabs } from '../../components/detail/DetailTabs.tsx'
import { t } from '../../i18n/index.ts'
import { act, faces, possibleActions } from './actions.tsx'
import { ProjectStatus } from './columns.tsx'
import { panelOf, projectTabs, type ProjectTab } from './tabs.tsx'
import { askToBringUp } from './UpProject.tsx'
import { containersOf, lookOf, workOn } from './words.ts'

interface ProjectDetailProps {
  readonly project: ComposeProject
  readonly tab: ProjectTab
  readonly full: boolean
  readonly onTab: (tab: ProjectTab) => void
  readonly onFull: (full: boolean) => void
  readonly onClose: () => void
  readonly onMenu: (project: ComposeProject, at: { x: number; y: number }) => void
}

/** One project beside the table: its services, what compose said of it, its files. */
export function ProjectDetail(props: ProjectDetailProps): ReactNode {
  const { project, tab, full } = props
  const berth = useBerth()
  const live = useIsLive()
  const busy = workOn(useStore(berth.jobs).rows, project.id) !== null
  const containers = containersOf(project)
  const [first] = possibleActions(containers)
  const Panel = panelOf(tab)
  return (
    <DetailFrame
      label={t('compose:labelled', { name: project.id })}
      name={project.id}
      look={lookOf(containers)}
      status={<ProjectStatus project={project} />}
      actions={
        <>
          {project.filesAre === 'here' && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={!live || busy}
              leftSection={<faces.up.icon size={14} />}
              onClick={() => askToBringUp(berth, project, () => props.onTab('output'))}
            >
              {t('compose:do.upAsk')}
            </Button>
          )}
          {first && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={!live || busy}
              onClick={() => void act(berth, project.id, { kind: first })}
            >
              {faces[first].label}
            </Button>
          )}
        </>
      }
      full={full}
      onFull={props.onFull}
      onMenu={(at) => props.onMenu(project, at)}
      onClose={props.onClose}
    >
      <DetailTabs tabs={projectTabs} tab={tab} onTab={props.onTab}>
        <Panel key={project.id} project={project} />
      </DetailTabs>
    </DetailFrame>
  )
}

import { ActionIcon, Button, Tabs, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconDots, IconX } from '@tabler/icons-react'
import { Suspense, type ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { useKeys, type KeyMap } from '../../lib/keys.ts'
import detail from '../container/ContainerDetail.module.css'
import { act, faces, possibleActions } from './actions.tsx'
import { ProjectStatus } from './columns.tsx'
import { isProjectTab, projectTabs, type ProjectTab } from './tabs.tsx'
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
  useKeys(tabKeys(tab, props.onTab))
  return (
    <section className={detail.detail} aria-label={t('compose:labelled', { name: project.id })}>
      <header className={detail.head}>
        <div className={detail.name}>
          <StateDot look={lookOf(containers)} />
          <h2 className="clip" title={project.id}>
            {project.id}
          </h2>
          <span className="clip">
            <ProjectStatus project={project} />
          </span>
        </div>
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
        <ActionIcon
          aria-label={t('container:moreActions', { name: project.id })}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu(project, { x: box.left, y: box.bottom })
          }}
        >
          <IconDots size={16} />
        </ActionIcon>
        <Tooltip label={full ? t('container:beside') : t('container:fullWithKey')}>
          <ActionIcon
            aria-label={t('container:full')}
            aria-pressed={full}
            onClick={() => props.onFull(!full)}
          >
            {full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('container:closeWithKey')}>
          <ActionIcon aria-label={t('container:close')} onClick={props.onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Tabs
        value={tab}
        onChange={(value) => isProjectTab(value) && props.onTab(value)}
        keepMounted={false}
        className={detail.panel ?? ''}
        classNames={{ panel: detail.panel ?? '', list: detail.tabs ?? '' }}
      >
        <Tabs.List px="sm">
          {projectTabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {projectTabs.map(({ id, Panel }) => (
          <Tabs.Panel key={id} value={id}>
            <Suspense fallback={<p className={detail.wait}>{t('container:opening')}</p>}>
              <Panel key={project.id} project={project} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  )
}

/** A tab by its number, or the next one on either side; the last is followed by the first. */
function tabKeys(tab: ProjectTab, go: (tab: ProjectTab) => void): KeyMap {
  const at = projectTabs.findIndex(({ id }) => id === tab)
  const by = (step: number) => () => {
    const next = projectTabs[(at + step + projectTabs.length) % projectTabs.length]
    if (next) go(next.id)
  }
  const numbers = projectTabs.map(({ id }, index) => [String(index + 1), () => go(id)] as const)
  return { '[': by(-1), ']': by(1), ...Object.fromEntries(numbers) }
}

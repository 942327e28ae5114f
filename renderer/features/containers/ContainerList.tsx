import { ActionIcon, Switch } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
  type RefObject,
} from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { Store, useStore } from '../../client/store.ts'
import { FilterHelp } from '../../components/FilterHelp.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { DataTable, type RowGroup } from '../../components/table/DataTable.tsx'
import { groupToggled, nothing, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { termText } from '../../lib/filter-terms.ts'
import { usePreference } from '../../lib/preferences.ts'
import { openCleanUp } from '../disk/cleaning-up.ts'
import { BulkActions } from './BulkActions.tsx'
import { ColumnMenu } from './ColumnMenu.tsx'
import { useColumnChoice } from './column-choice.ts'
import { containerColumns } from './columns.tsx'
import css from './Containers.module.css'
import { filterRows } from './filter.ts'
import { ProjectActions, ProjectMenu, projectWords, type Project } from './ProjectActions.tsx'
import { RowActions } from './RowActions.tsx'
import { StatsContext, StatsFeed } from './stats-feed.ts'

const route = getRouteApi('/containers')
const projectOf = (row: ContainerRow): string | null => row.composeProject
const nameOf = (row: ContainerRow): string => row.name

interface ContainerListProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly open: ContainerRow | null
  /** false while a detail takes the whole width */
  readonly seen: boolean
  readonly selection: Selection
  readonly onSelection: (selection: Selection) => void
  readonly onOpen: (row: ContainerRow) => void
  readonly onEnter: (row: ContainerRow) => void
  readonly onCursor: (row: ContainerRow) => void
  readonly onMenu: (row: ContainerRow, at: { x: number; y: number }) => void
}

/** The table of containers: what of it is shown, in which order, and what is done with many of them. */
export function ContainerList(props: ContainerListProps): ReactNode {
  const { selection, onSelection, onMenu } = props
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useStore(berth.containers)
  const { q, sort, desc, group: askedGroup, cols } = route.useSearch()
  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })

  const [likesGroups, keepGroups] = usePreference('containers.group', false)
  const group = askedGroup ?? likesGroups
  const choice = useColumnChoice(cols, (next) => search({ cols: next }))
  const feed = useStatsFeed(props.seen && (choice.shown.has('cpu') || choice.shown.has('memory')))
  const columns = useMemo(
    () =>
      containerColumns(feed).filter(
        ({ id }) => choice.shown.has(id) && (id !== 'project' || !group || choice.chosen),
      ),
    [feed, choice.shown, choice.chosen, group],
  )
  // A table that is sorted by what containers use is sorted anew at each sample; any other stays as it is.
  const samples = useStore(sort === 'cpu' || sort === 'memory' ? feed.batches : unchanging)
  const filter = useDeferredValue(q)
  const rows = useMemo(() => {
    const found = filterRows(table.rows, filter)
    return samples === 0 ? found : [...found]
  }, [table.rows, filter, samples])
  const selected = useMemo(
    () => [...selection.ids].flatMap((id) => table.byId.get(id) ?? []),
    [selection, table.byId],
  )

  const projects = useMemo(() => (group ? projectsOf(table.rows) : noProjects), [group, table.rows])
  /** The whole project, also what a filter hides of it. */
  const whole = ({ label, rows: shown }: RowGroup<ContainerRow>): Project => ({
    label,
    rows: projects.get(label) ?? shown,
  })
  const [projectMenu, setProjectMenu] = useState<{ shown: Project; at: { x: number; y: number } } | null>(
    null,
  )
  const actions = useCallback((row: ContainerRow) => <RowActions row={row} onMenu={onMenu} />, [onMenu])

  return (
    <StatsContext value={feed}>
      <div className={css.panel} data-list>
        <ListTools
          noun="container"
          field={props.field}
          filter={q}
          help={
            <FilterHelp
              intro={t('containers:filter.intro')}
              examples={filterExamples}
              onAdd={(term) => search({ q: `${q} ${term}`.trim() })}
            />
          }
          onFilter={(text) => search({ q: text })}
          shown={rows.length}
          total={table.rows.length}
          selected={selected.length}
          onClear={() => onSelection(nothing)}
          bulk={<BulkActions rows={selected} onRemoved={() => onSelection(nothing)} />}
        >
          <Switch
            size="xs"
            label={t('containers:group')}
            checked={group}
            onChange={(event) => {
              keepGroups(event.currentTarget.checked)
              search({ group: event.currentTarget.checked })
            }}
          />
          <ColumnMenu choice={choice} />
          <ActionIcon
            aria-label={t('containers:prune.command')}
            title={t('containers:prune.command')}
            disabled={!live}
            onClick={() => openCleanUp('containers')}
          >
            <IconEraser size={16} />
          </ActionIcon>
        </ListTools>
        <DataTable
          label={t('containers:label')}
          noun="container"
          rows={rows}
          columns={columns}
          givesWay={!choice.chosen}
          sort={{ id: sort, desc }}
          onSort={(next) => search({ sort: next.id, desc: next.desc })}
          selection={selection}
          onSelection={onSelection}
          groupOf={group ? projectOf : null}
          groupWords={(shown) => projectWords(whole(shown))}
          groupActions={(shown) => (
            <ProjectActions project={whole(shown)} onMenu={(_, at) => setProjectMenu({ shown, at })} />
          )}
          onGroupMenu={(shown, at) => setProjectMenu({ shown, at })}
          nameOf={nameOf}
          openId={props.open?.id ?? null}
          dimmed={!live}
          onOpen={props.onOpen}
          onEnter={props.onEnter}
          onCursor={props.onCursor}
          onMenu={onMenu}
          actions={actions}
        />
        {table.rows.length > 0 && rows.length === 0 && (
          <p className={css.gone} role="status">
            {t('components:noMatch.container', { filter: q })}
          </p>
        )}
        {projectMenu && (
          <ProjectMenu
            project={whole(projectMenu.shown)}
            at={projectMenu.at}
            onClose={() => setProjectMenu(null)}
            onSelect={() => onSelection(groupToggled(nothing, projectMenu.shown.rows))}
            onFilter={({ label }) => search({ q: termText('project', label) })}
          />
        )}
      </div>
    </StatsContext>
  )
}

const filterExamples = [
  ['status:running', t('containers:filter.status')],
  ['image:nginx', t('containers:filter.image')],
  ['project:shop', t('containers:filter.project')],
  ['port:8080', t('containers:filter.port')],
  ['label:tier=front', t('containers:filter.label')],
  ['project:"my shop"', t('components:filterTerms.quotes')],
  ['status:exited,dead', t('components:filterTerms.comma')],
  ['-image:nginx', t('components:filterTerms.not')],
] as const

const unchanging = new Store(0)
const noProjects: ReadonlyMap<string, readonly ContainerRow[]> = new Map()

function projectsOf(rows: readonly ContainerRow[]): ReadonlyMap<string, readonly ContainerRow[]> {
  return Map.groupBy(
    rows.filter((row) => row.composeProject !== null),
    (row) => row.composeProject ?? '',
  )
}

function useStatsFeed(wanted: boolean): StatsFeed {
  const { client } = useBerth()
  const feed = useMemo(() => new StatsFeed(client), [client])
  useEffect(() => (wanted ? feed.follow() : undefined), [feed, wanted])
  return feed
}

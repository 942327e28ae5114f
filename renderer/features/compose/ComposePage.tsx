import { Button } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { Notice } from '../../components/Notice.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { useKeys } from '../../lib/keys.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { act, faces, possibleActions } from './actions.tsx'
import { projectColumns } from './columns.tsx'
import css from './Compose.module.css'
import { readDropped } from './dropped.ts'
import { openCompose, OpenComposeButton } from './OpenCompose.tsx'
import { ProjectDetail } from './ProjectDetail.tsx'
import { ProjectMenu } from './ProjectMenu.tsx'
import { isProjectTab, type ProjectTab } from './tabs.tsx'
import { useProjects } from './useProjects.ts'
import { containersOf, searchText, workOn } from './words.ts'

const route = getRouteApi('/compose')
const bulkActions = ['start', 'stop', 'restart'] as const

/** The compose projects that there are, and one of them in detail. */
export function ComposePage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useProjects()
  const { q, sort, desc } = route.useSearch()
  const { full = false } = useSearch({ strict: false })
  const { project: name, tab: askedTab } = useParams({ strict: false })
  const tab: ProjectTab = isProjectTab(askedTab) ? askedTab : 'services'
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: ComposeProject; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const drop = useDrop()

  const rows = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return table.rows.filter((row) => words.every((word) => searchText(row).includes(word)))
  }, [table.rows, q])
  const open = name === undefined ? null : (table.byId.get(name) ?? null)
  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (
    row: ComposeProject,
    detail: { tab?: ProjectTab; full?: boolean } = {},
    replace = false,
  ): void =>
    void navigate({
      to: '/compose/$project/$tab',
      params: { project: row.id, tab: detail.tab ?? tab },
      search: ({ full: was, ...list }) => ((detail.full ?? was) ? { ...list, full: true } : list),
      replace,
    })
  const close = (): void => void navigate({ to: '/compose', search: ({ full: _full, ...list }) => list })
  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (full && open) show(open, { full: false }, true)
      else if (name !== undefined) close()
      else if (q !== '') search({ q: '' })
    },
  })
  const selected = [...selection.ids].flatMap((id) => table.byId.get(id) ?? [])

  const list = (
    <div className={css.panel} data-list>
      <ListTools
        noun="project"
        field={field}
        filter={q}
        onFilter={(text) => search({ q: text })}
        shown={rows.length}
        total={table.rows.length}
        selected={selected.length}
        onClear={() => setSelection(nothing)}
        bulk={bulkActions.map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant="default"
            disabled={!live || !selected.some((row) => possibleActions(containersOf(row)).includes(kind))}
            onClick={() => {
              for (const row of selected)
                if (possibleActions(containersOf(row)).includes(kind)) void act(berth, row.id, { kind })
            }}
          >
            {faces[kind].label}
          </Button>
        ))}
      />
      <DataTable
        label={t('app:pages.compose')}
        noun="project"
        rows={rows}
        columns={projectColumns}
        sort={{ id: sort, desc }}
        onSort={(next) => search({ sort: next.id, desc: next.desc })}
        selection={selection}
        onSelection={setSelection}
        nameOf={(row) => row.id}
        openId={open?.id ?? null}
        dimmed={!live}
        onOpen={(row) => show(row)}
        onEnter={(row) => (row.id === open?.id ? show(row, { full: true }, true) : show(row))}
        onMenu={(row, at) => setMenu({ row, at })}
        actions={(row) => <RowActions row={row} live={live} onMenu={(at) => setMenu({ row, at })} />}
      />
      {table.rows.length > 0 && rows.length === 0 && (
        <p className={css.note} role="status">
          {t('compose:noMatch', { text: q })}
        </p>
      )}
    </div>
  )
  const detail =
    open !== null ? (
      <ProjectDetail
        key={open.id}
        project={open}
        tab={tab}
        full={full}
        onTab={(next) => show(open, { tab: next }, true)}
        onFull={(next) => show(open, { full: next }, true)}
        onClose={close}
        onMenu={(row, at) => setMenu({ row, at })}
      />
    ) : name !== undefined && table.loaded ? (
      <div className={css.note}>
        <Notice
          kind="warn"
          message={t('compose:gone', { name })}
          actions={
            <Button variant="default" onClick={close}>
              {t('common:close')}
            </Button>
          }
        />
      </div>
    ) : null

  return (
    <div className={css.panel} {...drop.handlers}>
      <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
        {table.rows.length === 0 && name === undefined ? (
          <EmptyPage
            title={t('compose:empty.title')}
            intro={t('compose:empty.intro')}
            steps={[
              {
                what: t('compose:empty.open'),
                command: dockerCommand('compose', '-f', 'compose.yaml', 'up', '-d'),
                button: <OpenComposeButton variant="default" />,
              },
              {
                what: t('compose:empty.elsewhere'),
                command: dockerCommand('--context', 'berth', 'compose', 'up', '-d'),
              },
            ]}
          />
        ) : (
          <SplitPane name="compose" main={list} side={detail} full={full && open !== null} />
        )}
      </EngineGate>
      {drop.over && <div className={css.drop}>{t('compose:dropHere')}</div>}
      {menu && table.byId.has(menu.row.id) && (
        <ProjectMenu
          project={menu.row}
          at={menu.at}
          onClose={() => setMenu(null)}
          onTab={(row, next) => show(row, { tab: next })}
        />
      )}
    </div>
  )
}

/** What is dropped anywhere on the page is offered to be opened. */
function useDrop() {
  const [over, setOver] = useState(false)
  const hasFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent): void => {
        if (!hasFile(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent): void => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event: DragEvent): void => {
        setOver(false)
        if (!hasFile(event)) return
        event.preventDefault()
        void readDropped(event.dataTransfer).then((dropped) => dropped && openCompose(dropped))
      },
    },
  }
}

interface RowActionsProps {
  readonly row: ComposeProject
  readonly live: boolean
  readonly onMenu: (at: { x: number; y: number }) => void
}

function RowActions({ row, live, onMenu }: RowActionsProps): ReactNode {
  const berth = useBerth()
  const busy = workOn(useStore(berth.jobs).rows, row.id) !== null
  const [first] = possibleActions(containersOf(row))
  const shown = first ?? (row.filesAre === 'here' ? 'up' : null)
  return (
    <>
      {shown && (
        <IconButton
          tabbable={false}
          label={t('compose:do.named', { action: faces[shown].label, name: row.id })}
          icon={faces[shown].icon}
          disabled={!live || busy}
          onClick={() => void act(berth, row.id, { kind: shown })}
        />
      )}
      <IconButton
        tabbable={false}
        label={t('container:moreActions', { name: row.id })}
        icon={IconDots}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          onMenu({ x: box.left, y: box.bottom })
        }}
      />
    </>
  )
}

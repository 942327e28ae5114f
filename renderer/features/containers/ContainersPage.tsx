import { Button, Switch } from '@mantine/core'
import { IconDots, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { ContainerAction, ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { useKeys } from '../../lib/keys.ts'
import { ContainerMenu } from '../container/ContainerMenu.tsx'
import { OpenContainer } from '../container/OpenContainer.tsx'
import { isDetailTab, type DetailTab } from '../container/tabs.tsx'
import { EngineGate } from '../machine/EngineGate.tsx'
import { act, faces, possibleActions } from './actions.tsx'
import { containerColumns } from './columns.tsx'
import css from './Containers.module.css'
import { NoContainers } from './NoContainers.tsx'
import { askToRemove } from './RemoveContainers.tsx'
import { searchText } from './words.ts'

const route = getRouteApi('/containers')
const bulkActions: readonly ContainerAction[] = ['start', 'stop', 'restart', 'kill']
const projectOf = (row: ContainerRow): string | null => row.composeProject

/** How long a cursor rests on a row, in ms, before an open detail follows it. */
const followDelayMs = 120

/** All containers of the engine, live, and one of them in detail. */
export function ContainersPage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useStore(berth.containers)
  const { q, sort, desc, group } = route.useSearch()
  const { full = false } = useSearch({ strict: false })
  const { name, tab: askedTab } = useParams({ strict: false })
  const tab: DetailTab = isDetailTab(askedTab) ? askedTab : 'logs'
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: ContainerRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const follow = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const filter = useDeferredValue(q.trim().toLowerCase())
  const rows = useMemo(() => {
    const words = filter.split(/\s+/).filter(Boolean)
    if (words.length === 0) return table.rows
    return table.rows.filter((row) => {
      const text = searchText(row)
      return words.every((word) => text.includes(word))
    })
  }, [table.rows, filter])
  const open = useMemo(() => (name === undefined ? null : findByName(table.rows, name)), [table.rows, name])

  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])
  useEffect(() => () => clearTimeout(follow.current), [])

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (row: ContainerRow, detail: { tab?: DetailTab; full?: boolean } = {}, replace = false): void =>
    void navigate({
      to: '/containers/$name/$tab',
      params: { name: row.name, tab: detail.tab ?? tab },
      search: (before) => ({ ...before, ...(detail.full === undefined ? {} : { full: detail.full }) }),
      replace,
    })
  const close = (): void => void navigate({ to: '/containers', search: ({ full: _full, ...list }) => list })

  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (full && open) show(open, { full: false }, true)
      else if (name !== undefined) close()
      else if (q !== '') search({ q: '' })
    },
  })

  const selected = useMemo(
    () => [...selection.ids].flatMap((id) => table.byId.get(id) ?? []),
    [selection, table.byId],
  )

  const list = (
    <div className={css.panel} data-list>
      <ListTools
        noun="container"
        field={field}
        filter={q}
        onFilter={(text) => search({ q: text })}
        shown={rows.length}
        total={table.rows.length}
        selected={selected.length}
        onClear={() => setSelection(nothing)}
        bulk={
          <>
            {bulkActions.map((action) => (
              <Button
                key={action}
                size="compact-sm"
                variant="default"
                disabled={!live || !selected.some((row) => possibleActions(row).includes(action))}
                onClick={() => void act(berth, selected, action)}
              >
                {faces[action].label}
              </Button>
            ))}
            <Button
              size="compact-sm"
              variant="default"
              color="red"
              leftSection={<IconTrash size={14} />}
              disabled={!live}
              onClick={() => askToRemove(berth, selected, () => setSelection(nothing))}
            >
              Remove…
            </Button>
          </>
        }
      >
        <Switch
          size="xs"
          label="Group by project"
          checked={group}
          onChange={(event) => search({ group: event.currentTarget.checked })}
        />
      </ListTools>
      <DataTable
        label="Containers"
        noun="container"
        rows={rows}
        columns={containerColumns}
        sort={{ id: sort, desc }}
        onSort={(next) => search({ sort: next.id, desc: next.desc })}
        selection={selection}
        onSelection={setSelection}
        groupOf={group ? projectOf : null}
        nameOf={(row) => row.name}
        openId={open?.id ?? null}
        dimmed={!live}
        onOpen={(row) => show(row)}
        onEnter={(row) => (row.id === open?.id ? show(row, { full: true }, true) : show(row))}
        onCursor={(row) => {
          clearTimeout(follow.current)
          if (open) follow.current = setTimeout(() => show(row, {}, true), followDelayMs)
        }}
        onMenu={(row, at) => setMenu({ row, at })}
        actions={(row) => <RowActions row={row} live={live} onMenu={(at) => setMenu({ row, at })} />}
      />
      {table.rows.length > 0 && rows.length === 0 && (
        <p className={css.gone} role="status">
          No container matches “{q}”.
        </p>
      )}
    </div>
  )
  const detail = name !== undefined && (
    <OpenContainer
      name={name}
      row={open}
      tab={tab}
      full={full}
      onTab={(next) => open && show(open, { tab: next }, true)}
      onFull={(next) => open && show(open, { full: next }, true)}
      onClose={close}
      onMenu={(row, at) => setMenu({ row, at })}
      onRenamed={(row) => show(row, {}, true)}
    />
  )

  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      {table.rows.length === 0 && name === undefined ? (
        <NoContainers />
      ) : (
        <SplitPane name="containers" main={list} side={detail} full={full && open !== null} />
      )}
      {menu && table.byId.has(menu.row.id) && (
        <ContainerMenu
          // As it was when it was opened: nothing moves under the pointer when the row changes.
          row={menu.row}
          at={menu.at}
          onClose={() => setMenu(null)}
          onTab={(row, next) => show(row, { tab: next })}
        />
      )}
    </EngineGate>
  )
}

interface RowActionsProps {
  readonly row: ContainerRow
  readonly live: boolean
  readonly onMenu: (at: { x: number; y: number }) => void
}

function RowActions({ row, live, onMenu }: RowActionsProps): ReactNode {
  const berth = useBerth()
  const busy = useStore(berth.pending).has(row.id)
  const [first, second] = possibleActions(row)
  return (
    <>
      {[first, second].map(
        (action) =>
          action && (
            <IconButton
              key={action}
              tabbable={false}
              label={`${faces[action].label} ${row.name}`}
              icon={faces[action].icon}
              disabled={!live || busy}
              onClick={() => void act(berth, [row], action)}
            />
          ),
      )}
      <IconButton
        tabbable={false}
        label={`More actions for ${row.name}`}
        icon={IconDots}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          onMenu({ x: box.left, y: box.bottom })
        }}
      />
    </>
  )
}

/** By name, as URLs say it; else by id, whole or its beginning. */
function findByName(rows: readonly ContainerRow[], name: string): ContainerRow | null {
  return (
    rows.find((row) => row.name === name) ??
    (name.length >= 8 ? (rows.find((row) => row.id.startsWith(name)) ?? null) : null)
  )
}

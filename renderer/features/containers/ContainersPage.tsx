import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { SplitPane } from '../../components/SplitPane.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { useKeys } from '../../lib/keys.ts'
import { ContainerMenu } from '../container/ContainerMenu.tsx'
import { OpenContainer } from '../container/OpenContainer.tsx'
import { isDetailTab, type DetailTab } from '../container/tabs.tsx'
import { EngineGate } from '../machine/EngineGate.tsx'
import { InterruptedNotice } from '../run/InterruptedNotice.tsx'
import { ContainerList } from './ContainerList.tsx'
import { NoContainers } from './NoContainers.tsx'

const route = getRouteApi('/containers')

/** How long a cursor rests on a row, in ms, before an open detail follows it. */
const followDelayMs = 120

/** All containers of the engine, live, and one of them in detail. */
export function ContainersPage(): ReactNode {
  const berth = useBerth()
  const navigate = useNavigate()
  const table = useStore(berth.containers)
  const { q } = route.useSearch()
  const { full = false } = useSearch({ strict: false })
  const { name, tab: askedTab } = useParams({ strict: false })
  const tab: DetailTab = isDetailTab(askedTab) ? askedTab : 'logs'
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: ContainerRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const follow = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const open = useMemo(() => (name === undefined ? null : findByName(table.rows, name)), [table.rows, name])

  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])
  useEffect(() => () => clearTimeout(follow.current), [])

  const show = (row: ContainerRow, detail: { tab?: DetailTab; full?: boolean } = {}, replace = false): void =>
    void navigate({
      to: '/containers/$name/$tab',
      params: { name: row.name, tab: detail.tab ?? tab },
      search: (before) => ({ ...before, ...(detail.full === undefined ? {} : { full: detail.full }) }),
      replace,
    })
  const close = (): void => void navigate({ to: '/containers', search: ({ full: _full, ...list }) => list })
  const onMenu = useCallback((row: ContainerRow, at: { x: number; y: number }) => setMenu({ row, at }), [])

  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (full && open) show(open, { full: false }, true)
      else if (name !== undefined) close()
      else if (q !== '') void navigate({ to: '.', search: (before) => ({ ...before, q: '' }), replace: true })
    },
  })

  const list = (
    <ContainerList
      field={field}
      open={open}
      seen={!full || open === null}
      selection={selection}
      onSelection={setSelection}
      onOpen={(row) => show(row)}
      onEnter={(row) => (row.id === open?.id ? show(row, { full: true }, true) : show(row))}
      onCursor={(row) => {
        clearTimeout(follow.current)
        if (open) follow.current = setTimeout(() => show(row, {}, true), followDelayMs)
      }}
      onMenu={onMenu}
    />
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
      onMenu={onMenu}
      onRenamed={(row) => show(row, {}, true)}
    />
  )

  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <InterruptedNotice />
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

/** By name, as URLs say it; else by id, whole or its beginning. */
function findByName(rows: readonly ContainerRow[], name: string): ContainerRow | null {
  return (
    rows.find((row) => row.name === name) ??
    (name.length >= 8 ? (rows.find((row) => row.id.startsWith(name)) ?? null) : null)
  )
}

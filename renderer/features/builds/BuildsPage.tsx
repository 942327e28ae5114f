import { Button, Menu } from '@mantine/core'
import { IconBrandDocker, IconCopy, IconDots, IconEdit, IconPlayerStop, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { MenuAt } from '../../components/MenuAt.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { askToRemoveBuilds, buildCommand, cancelBuild } from './build-actions.tsx'
import { BuildDetail, buildTabs, type BuildTab } from './BuildDetail.tsx'
import { BuildViews } from './BuildViews.tsx'
import css from './Builds.module.css'
import { buildColumns } from './columns.tsx'
import { NewBuildButton } from './NewBuild.tsx'
import { openBuild } from './new-build.ts'
import { useBuilds } from './useBuilds.ts'
import { buildText } from './words.ts'

const route = getRouteApi('/builds')

/** All builds of the engine, those that run on top; one beside the list. */
export function BuildsPage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useBuilds()
  const { q, sort, desc } = route.useSearch()
  const { id: openId, tab } = useParams({ strict: false })
  const { full = false } = useSearch({ strict: false })
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: BuildRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const rows = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return table.rows.filter((row) => words.every((word) => buildText(row).includes(word)))
  }, [table.rows, q])
  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])
  const open = openId === undefined ? undefined : table.byId.get(openId)

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (id: string, next: BuildTab, wide = full): void =>
    void navigate({
      to: '/builds/$id/$tab',
      params: { id, tab: next },
      search: ({ full: _full, ...before }) => ({ ...before, ...(wide ? { full: true } : {}) }),
    })
  const close = (): void => void navigate({ to: '/builds', search: ({ full: _full, ...before }) => before })
  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (full && open) show(open.id, tabOf(tab), false)
      else if (openId !== undefined) close()
      else if (selection.ids.size > 0) setSelection(nothing)
      else if (q !== '') search({ q: '' })
    },
  })

  const openMenu = (row: BuildRow, at: { x: number; y: number }): void => setMenu({ row, at })
  const selected = [...selection.ids].flatMap((id) => table.byId.get(id) ?? [])
  if (table.loaded && table.rows.length === 0)
    return (
      <EngineGate loaded empty>
        <EmptyPage
          title={t('builds:empty.title')}
          intro={t('builds:empty.intro')}
          steps={[
            {
              what: t('builds:empty.step'),
              command: 'docker buildx build --tag=name .',
              button: <NewBuildButton variant="default" />,
            },
            { what: t('builds:empty.terminal'), command: 'docker --context berth build --tag name .' },
          ]}
        />
      </EngineGate>
    )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane
        name="builds"
        full={full}
        main={
          <div className={css.panel} data-list>
            <ListTools
              noun="build"
              field={field}
              filter={q}
              onFilter={(text) => search({ q: text })}
              shown={rows.length}
              total={table.rows.length}
              selected={selected.length}
              onClear={() => setSelection(nothing)}
              bulk={
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconTrash size={14} />}
                  onClick={() => askToRemoveBuilds(berth, selected)}
                >
                  {t('builds:remove')}
                </Button>
              }
            >
              <BuildViews view="builds" />
            </ListTools>
            <DataTable
              label={t('builds:list')}
              noun="build"
              rows={rows}
              columns={buildColumns}
              sort={{ id: sort, desc }}
              onSort={(next) => search({ sort: next.id, desc: next.desc })}
              selection={selection}
              onSelection={setSelection}
              nameOf={({ name }) => name}
              openId={openId ?? null}
              dimmed={!live}
              onOpen={(row) => show(row.id, tabOf(tab))}
              onCursor={(row) => openId !== undefined && show(row.id, tabOf(tab))}
              onEnter={(row) => show(row.id, tabOf(tab), row.id === openId)}
              onMenu={openMenu}
              actions={(row) => (
                <>
                  {row.state === 'running' ? (
                    <IconButton
                      tabbable={false}
                      label={`${t('builds:cancelBuild')}: ${row.name}`}
                      icon={IconPlayerStop}
                      disabled={row.jobId === null}
                      onClick={() => cancelBuild(berth, row)}
                    />
                  ) : (
                    <IconButton
                      tabbable={false}
                      label={t('builds:removeOne', { name: row.name })}
                      icon={IconTrash}
                      onClick={() => askToRemoveBuilds(berth, [row])}
                    />
                  )}
                  <IconButton
                    tabbable={false}
                    label={t('builds:moreFor', { name: row.name })}
                    icon={IconDots}
                    onClick={(event) => {
                      const box = event.currentTarget.getBoundingClientRect()
                      openMenu(row, { x: box.left, y: box.bottom })
                    }}
                  />
                </>
              )}
            />
          </div>
        }
        side={
          open && (
            <BuildDetail
              key={open.id}
              row={open}
              tab={tabOf(tab)}
              full={full}
              onTab={(next) => show(open.id, next)}
              onFull={() => show(open.id, tabOf(tab), !full)}
              onClose={close}
              onMenu={(at) => openMenu(open, at)}
              onStarted={(id) => show(id, 'steps')}
            />
          )
        }
      />
      {menu && <BuildMenu {...menu} onClose={() => setMenu(null)} onRemoved={close} />}
    </EngineGate>
  )
}

const tabOf = (text: string | undefined): BuildTab => buildTabs.find((each) => each === text) ?? 'steps'

interface BuildMenuProps {
  readonly row: BuildRow
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly onRemoved: () => void
}

function BuildMenu({ row, at, onClose, onRemoved }: BuildMenuProps): ReactNode {
  const berth = useBerth()
  const { data } = useQuery({
    queryKey: ['builds.detail', row.id, row.state],
    queryFn: ({ signal }) => berth.client.builds.detail.query({ id: row.id }, { signal }),
  })
  const request = data?.request
  const copy = (text: string) => (): void => void navigator.clipboard.writeText(text)
  return (
    <MenuAt label={t('builds:actionsFor', { name: row.name })} at={at} onClose={onClose}>
      <Menu.Item
        leftSection={<IconEdit size={14} />}
        disabled={!request}
        onClick={() => request && openBuild(request)}
      >
        {t('builds:change')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBrandDocker size={14} />}
        disabled={!request}
        onClick={() => request && copy(buildCommand(request))()}
      >
        {t('builds:copyCommand')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={copy(row.id)}>
        {t('builds:copyRef')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        disabled={row.state === 'running'}
        leftSection={<IconTrash size={14} />}
        onClick={() => askToRemoveBuilds(berth, [row], onRemoved)}
      >
        {t('builds:remove')}
      </Menu.Item>
    </MenuAt>
  )
}

import { Button, Menu } from '@mantine/core'
import { IconBrandDocker, IconCopy, IconEdit, IconPlayerStop, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import { useBerth } from '../../client/context.ts'
import { Gone } from '../../components/detail/Gone.tsx'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListPanel } from '../../components/list/ListPanel.tsx'
import { useList, useMatching } from '../../components/list/useList.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand, firstCommand } from '../../lib/docker-command.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { askToRemoveBuilds, buildCommand, cancelBuild } from './build-actions.tsx'
import { BuildDetail, buildTabs, type BuildTab } from './BuildDetail.tsx'
import { BuildViews } from './BuildViews.tsx'
import { buildColumns } from './columns.tsx'
import css from './Builds.module.css'
import { NewBuildButton } from './NewBuild.tsx'
import { openBuild } from './new-build.ts'
import { NoBuilds } from './NoBuilds.tsx'
import { useBuilds } from './useBuilds.ts'
import { buildText } from './words.ts'

const route = getRouteApi('/builds')

/** All builds of the engine, those that run on top; one beside the list. */
export function BuildsPage(): ReactNode {
  const berth = useBerth()
  const navigate = useNavigate()
  const { builds } = useEnginePowers()
  const table = useBuilds()
  const { q, sort, desc } = route.useSearch()
  const { id: openId, tab } = useParams({ strict: false })
  const { full = false } = useSearch({ strict: false })

  const list = useList(table, useMatching(table.rows, q, buildText))
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
  /** Asks, and closes the open one when it went with them: whoever removes it need not be told that it is gone. */
  const remove = (rows: readonly BuildRow[]): void =>
    askToRemoveBuilds(berth, rows, (ids) => openId !== undefined && ids.includes(openId) && close())
  if (!builds)
    return (
      <EngineGate loaded empty={false}>
        <div className={css.none}>
          <NoBuilds />
        </div>
      </EngineGate>
    )
  if (table.loaded && table.rows.length === 0)
    return (
      <EngineGate loaded empty>
        <EmptyPage
          title={t('builds:empty.title')}
          intro={t('builds:empty.intro')}
          steps={[
            {
              what: t('builds:empty.step'),
              command: dockerCommand('buildx', 'build', '--tag=name', '.'),
              button: <NewBuildButton variant="default" />,
            },
            { what: t('builds:empty.terminal'), command: firstCommand('build', '--tag', 'name', '.') },
          ]}
        />
      </EngineGate>
    )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane
        name="builds"
        full={full && open !== undefined}
        main={
          <ListPanel
            list={list}
            address={{ q, sort, desc }}
            onAddress={search}
            label={t('builds:list')}
            noun="build"
            columns={buildColumns}
            nameOf={({ name }) => name}
            openId={openId ?? null}
            onOpen={(row) => show(row.id, tabOf(tab))}
            onCursor={(row) => openId !== undefined && show(row.id, tabOf(tab))}
            onEnter={(row) => show(row.id, tabOf(tab), row.id === openId)}
            onEscape={() => {
              if (full && open) show(open.id, tabOf(tab), false)
              else if (openId !== undefined) close()
              return openId !== undefined
            }}
            tools={<BuildViews view="builds" />}
            bulk={
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconTrash size={14} />}
                onClick={() => remove(list.selected)}
              >
                {t('builds:remove')}
              </Button>
            }
            actions={(row) =>
              row.state === 'running' ? (
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
                  onClick={() => remove([row])}
                />
              )
            }
          />
        }
        side={
          open ? (
            <BuildDetail
              key={open.id}
              row={open}
              tab={tabOf(tab)}
              full={full}
              onTab={(next) => show(open.id, next)}
              onFull={(next) => show(open.id, tabOf(tab), next)}
              onClose={close}
              onMenu={(at) => list.openMenu(open, at)}
              onStarted={(id) => show(id, 'steps')}
            />
          ) : openId !== undefined && table.loaded ? (
            <Gone message={t('builds:gone')} onClose={close} />
          ) : null
        }
      />
      {list.menu && <BuildMenu {...list.menu} onClose={list.closeMenu} onRemove={remove} />}
    </EngineGate>
  )
}

const tabOf = (text: string | undefined): BuildTab => buildTabs.find((each) => each === text) ?? 'steps'

interface BuildMenuProps {
  readonly row: BuildRow
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly onRemove: (rows: readonly BuildRow[]) => void
}

function BuildMenu({ row, at, onClose, onRemove }: BuildMenuProps): ReactNode {
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
        onClick={() => onRemove([row])}
      >
        {t('builds:remove')}
      </Menu.Item>
    </MenuAt>
  )
}

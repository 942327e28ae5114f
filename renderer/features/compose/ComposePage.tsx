import { Button } from '@mantine/core'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState, type DragEvent, type ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Gone } from '../../components/detail/Gone.tsx'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListPanel } from '../../components/list/ListPanel.tsx'
import { useList, useMatching } from '../../components/list/useList.ts'
import { SplitPane } from '../../components/SplitPane.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand, firstCommand } from '../../lib/docker-command.ts'
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
  const drop = useDrop()

  const list = useList(table, useMatching(table.rows, q, searchText))
  const open = name === undefined ? null : (table.byId.get(name) ?? null)

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
  const main = (
    <ListPanel
      list={list}
      address={{ q, sort, desc }}
      onAddress={search}
      label={t('app:pages.compose')}
      noun="project"
      columns={projectColumns}
      nameOf={(row) => row.id}
      openId={open?.id ?? null}
      onOpen={(row) => show(row)}
      onEnter={(row) => (row.id === open?.id ? show(row, { full: true }, true) : show(row))}
      onEscape={() => {
        if (full && open) show(open, { full: false }, true)
        else if (name !== undefined) close()
        return name !== undefined
      }}
      bulk={bulkActions.map((kind) => {
        const able = list.selected.filter((row) => possibleActions(containersOf(row)).includes(kind))
        return (
          <Button
            key={kind}
            size="compact-sm"
            variant="default"
            disabled={!live || able.length === 0}
            onClick={() => {
              for (const row of able) void act(berth, row.id, { kind })
            }}
          >
            {faces[kind].label}
          </Button>
        )
      })}
      actions={(row) => <FirstAction row={row} live={live} />}
    />
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
        onMenu={list.openMenu}
      />
    ) : name !== undefined && table.loaded ? (
      <Gone message={t('compose:gone', { name })} onClose={close} />
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
                command: firstCommand('compose', 'up', '-d'),
              },
            ]}
          />
        ) : (
          <SplitPane name="compose" main={main} side={detail} full={full && open !== null} />
        )}
      </EngineGate>
      {drop.over && <div className={css.drop}>{t('compose:dropHere')}</div>}
      {list.menu && (
        <ProjectMenu
          project={list.menu.row}
          at={list.menu.at}
          onClose={list.closeMenu}
          onTab={(row, next) => show(row, { tab: next })}
          onForgotten={(row) => row.id === name && close()}
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

/** What is likeliest to be done with a project. */
function FirstAction({ row, live }: { row: ComposeProject; live: boolean }): ReactNode {
  const berth = useBerth()
  const busy = workOn(useStore(berth.jobs).rows, row.id) !== null
  const [first] = possibleActions(containersOf(row))
  const shown = first ?? (row.filesAre === 'here' ? 'up' : null)
  return (
    shown && (
      <IconButton
        tabbable={false}
        label={t('compose:do.named', { action: faces[shown].label, name: row.id })}
        icon={faces[shown].icon}
        disabled={!live || busy}
        onClick={() => void act(berth, row.id, { kind: shown })}
      />
    )
  )
}

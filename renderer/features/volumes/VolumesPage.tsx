import { Button } from '@mantine/core'
import { IconEraser, IconDots, IconRefresh, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { volumeColumns } from './columns.tsx'
import { CreateVolumeButton } from './CreateVolume.tsx'
import { askToPrune, askToRemoveVolumes } from './RemoveVolumes.tsx'
import { sumOf, useSizes } from './sizes.ts'
import { VolumeDetail } from './VolumeDetail.tsx'
import { VolumeMenu } from './VolumeMenu.tsx'
import css from './Volumes.module.css'
import { volumeCommands, volumeName, volumeText } from './words.ts'

const route = getRouteApi('/volumes')

/** All volumes of the engine, live, and one of them in detail. */
export function VolumesPage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useStore(berth.volumes)
  const { sizes, measuring, measure } = useSizes()
  const { q, sort, desc } = route.useSearch()
  const { full = false } = useSearch({ strict: false })
  const { name, tab: askedTab } = useParams({ strict: false })
  const tab = askedTab === 'details' ? 'details' : 'files'
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: VolumeRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const rows = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return table.rows.filter((row) => words.every((word) => volumeText(row).includes(word)))
  }, [table.rows, q])
  const columns = useMemo(() => volumeColumns(sizes, measuring), [sizes, measuring])
  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])

  const open = name === undefined ? null : (table.byId.get(name) ?? null)
  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (row: VolumeRow, detail: { tab?: 'files' | 'details'; full?: boolean } = {}): void =>
    void navigate({
      to: '/volumes/$name/$tab',
      params: { name: row.id, tab: detail.tab ?? tab },
      search: (before) => ({
        ...before,
        path: row.id === name ? before.path : undefined,
        ...(detail.full === undefined ? {} : { full: detail.full }),
      }),
    })
  const close = (): void => void navigate({ to: '/volumes', search: { q, sort, desc } })
  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (full && open) show(open, { full: false })
      else if (name !== undefined) close()
      else if (q !== '') search({ q: '' })
    },
  })

  const selected = [...selection.ids].flatMap((id) => table.byId.get(id) ?? [])
  const total = sumOf(
    rows.map(({ id }) => id),
    sizes,
  )
  if (table.loaded && table.rows.length === 0)
    return (
      <EngineGate loaded empty>
        <EmptyPage
          title={t('volumes:none.title')}
          intro={t('volumes:none.intro')}
          steps={[
            {
              what: t('volumes:none.create'),
              command: volumeCommands.create('data', 'local', {}, {}),
              button: <CreateVolumeButton variant="default" />,
            },
            { what: t('volumes:none.run'), command: volumeCommands.use('data') },
          ]}
        />
      </EngineGate>
    )
  const list = (
    <div className={css.panel} data-list>
      <ListTools
        noun="volume"
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
            disabled={!live}
            onClick={() => askToRemoveVolumes(berth, selected)}
          >
            {t('volumes:remove')}
          </Button>
        }
      >
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconEraser size={14} />}
          disabled={!live}
          onClick={() => askToPrune(berth)}
        >
          {t('volumes:prune')}
        </Button>
        <span className="dim">
          {measuring
            ? t('volumes:measuring')
            : total === null
              ? ''
              : t('volumes:total', { bytes: bytes(total) })}
        </span>
        <IconButton
          label={t('volumes:measure')}
          icon={IconRefresh}
          disabled={!live || measuring}
          onClick={measure}
        />
      </ListTools>
      <DataTable
        label={t('volumes:page')}
        noun="volume"
        rows={rows}
        columns={columns}
        sort={{ id: sort, desc }}
        onSort={(next) => search({ sort: next.id, desc: next.desc })}
        selection={selection}
        onSelection={setSelection}
        nameOf={volumeName}
        openId={open?.id ?? null}
        dimmed={!live}
        onOpen={(row) => show(row)}
        onEnter={(row) => show(row, row.id === name ? { full: true } : {})}
        onMenu={(row, at) => setMenu({ row, at })}
        actions={(row) => (
          <>
            <IconButton
              tabbable={false}
              label={t('volumes:removeOf', { name: volumeName(row) })}
              icon={IconTrash}
              disabled={!live}
              onClick={() => askToRemoveVolumes(berth, [row])}
            />
            <IconButton
              tabbable={false}
              label={t('volumes:moreActions', { name: volumeName(row) })}
              icon={IconDots}
              onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect()
                setMenu({ row, at: { x: box.left, y: box.bottom } })
              }}
            />
          </>
        )}
      />
    </div>
  )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane
        name="volumes"
        main={list}
        full={full}
        side={
          open && (
            <VolumeDetail
              key={open.id}
              row={open}
              tab={tab}
              full={full}
              size={sizes[open.id] ?? null}
              onTab={(next) => show(open, { tab: next })}
              onFull={(next) => show(open, { full: next })}
              onMenu={(at) => setMenu({ row: open, at })}
              onClose={close}
            />
          )
        }
      />
      {menu && (
        <VolumeMenu {...menu} onOpen={(row) => show(row, { tab: 'files' })} onClose={() => setMenu(null)} />
      )}
    </EngineGate>
  )
}

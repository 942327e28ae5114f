import { Button, Menu, SegmentedControl } from '@mantine/core'
import { IconCopy, IconDots, IconEraser, IconPlugConnected, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { MenuAt } from '../../components/MenuAt.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { networkColumns } from './columns.tsx'
import { askToConnect } from './ConnectContainer.tsx'
import { CreateNetworkDialog } from './CreateNetwork.tsx'
import { NetworkDetail } from './NetworkDetail.tsx'
import { NetworkMap } from './NetworkMap.tsx'
import css from './Networks.module.css'
import { askToRemoveNetworks, askToRemoveUnused } from './RemoveNetworks.tsx'
import { useNetworks } from './useNetworks.ts'
import { networkText } from './words.ts'

const route = getRouteApi('/networks')

/** All networks of the engine, live, as a list or as a map, and one of them in detail. */
export function NetworksPage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useNetworks()
  const { q, sort, desc, view, open: openName } = route.useSearch()
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: NetworkRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const rows = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return table.rows.filter((row) => words.every((word) => networkText(row).includes(word)))
  }, [table.rows, q])
  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])
  const open = table.rows.find((row) => row.name === openName) ?? null

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (row: NetworkRow): void => search({ open: row.name })
  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (openName !== '') search({ open: '' })
      else if (q !== '') search({ q: '' })
    },
  })

  const selected = [...selection.ids].flatMap((id) => table.byId.get(id) ?? [])
  const openMenu = (row: NetworkRow, at: { x: number; y: number }): void => setMenu({ row, at })
  const main = (
    <div className={css.panel} data-list>
      <ListTools
        noun="network"
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
            onClick={() => askToRemoveNetworks(berth, selected)}
          >
            {t('networks:remove')}
          </Button>
        }
      >
        <SegmentedControl
          aria-label={t('networks:view')}
          value={view}
          onChange={(value) => search({ view: value === 'map' ? 'map' : 'list' })}
          data={[
            { value: 'list', label: t('networks:asList') },
            { value: 'map', label: t('networks:asMap') },
          ]}
        />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconEraser size={14} />}
          disabled={!live}
          onClick={() => askToRemoveUnused(berth, table.rows)}
        >
          {t('networks:removeUnused')}
        </Button>
      </ListTools>
      {view === 'map' ? (
        <NetworkMap networks={rows} onOpen={show} />
      ) : (
        <DataTable
          label={t('networks:page')}
          noun="network"
          rows={rows}
          columns={networkColumns}
          sort={{ id: sort, desc }}
          onSort={(next) => search({ sort: next.id, desc: next.desc })}
          selection={selection}
          onSelection={setSelection}
          nameOf={(row) => row.name}
          openId={open?.id ?? null}
          dimmed={!live}
          onOpen={show}
          onEnter={show}
          onMenu={openMenu}
          actions={(row) => (
            <>
              <IconButton
                tabbable={false}
                label={t('networks:removeNamed', { name: row.name })}
                icon={IconTrash}
                disabled={!live || row.builtIn}
                onClick={() => askToRemoveNetworks(berth, [row])}
              />
              <IconButton
                tabbable={false}
                label={t('networks:moreFor', { name: row.name })}
                icon={IconDots}
                onClick={(event) => {
                  const box = event.currentTarget.getBoundingClientRect()
                  openMenu(row, { x: box.left, y: box.bottom })
                }}
              />
            </>
          )}
        />
      )}
    </div>
  )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane
        name="networks"
        full={false}
        main={main}
        side={open && <NetworkDetail row={open} onClose={() => search({ open: '' })} />}
      />
      <CreateNetworkDialog />
      {menu && (
        <MenuAt
          label={t('networks:actionsFor', { name: menu.row.name })}
          at={menu.at}
          onClose={() => setMenu(null)}
        >
          <Menu.Item onClick={() => show(menu.row)}>{t('networks:open')}</Menu.Item>
          <Menu.Item
            disabled={!live || menu.row.name === 'none'}
            leftSection={<IconPlugConnected size={14} />}
            onClick={() => askToConnect(berth, menu.row)}
          >
            {t('networks:connect.button')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={14} />}
            onClick={() => void navigator.clipboard.writeText(menu.row.id)}
          >
            {t('networks:copyId')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            disabled={!live || menu.row.builtIn}
            leftSection={<IconTrash size={14} />}
            onClick={() => askToRemoveNetworks(berth, [menu.row])}
          >
            {t('networks:remove')}
          </Menu.Item>
        </MenuAt>
      )}
    </EngineGate>
  )
}

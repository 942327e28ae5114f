import { Button, SegmentedControl } from '@mantine/core'
import { IconEraser, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { Gone } from '../../components/detail/Gone.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListPanel } from '../../components/list/ListPanel.tsx'
import { useList, useMatching } from '../../components/list/useList.ts'
import { SplitPane } from '../../components/SplitPane.tsx'
import { t } from '../../i18n/index.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { networkColumns } from './columns.tsx'
import { CreateNetworkDialog } from './CreateNetwork.tsx'
import { NetworkDetail } from './NetworkDetail.tsx'
import { NetworkMap } from './NetworkMap.tsx'
import { NetworkMenu } from './NetworkMenu.tsx'
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
  const address = route.useSearch()
  const list = useList(table, useMatching(table.rows, address.q, networkText))
  const open = table.rows.find((row) => row.name === address.open) ?? null

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (row: NetworkRow): void => search({ open: row.name })
  const close = (): void => search({ open: '' })

  const main = (
    <ListPanel
      list={list}
      address={address}
      onAddress={search}
      label={t('networks:page')}
      noun="network"
      columns={networkColumns}
      nameOf={(row) => row.name}
      openId={open?.id ?? null}
      onOpen={show}
      onEnter={show}
      onEscape={() => {
        if (address.open !== '') close()
        return address.open !== ''
      }}
      instead={address.view === 'map' && <NetworkMap networks={list.rows} onOpen={show} />}
      bulk={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={14} />}
          disabled={!live}
          onClick={() => askToRemoveNetworks(berth, list.selected)}
        >
          {t('networks:remove')}
        </Button>
      }
      tools={
        <>
          <SegmentedControl
            aria-label={t('networks:view')}
            value={address.view}
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
        </>
      }
      actions={(row) => (
        <IconButton
          tabbable={false}
          label={t('networks:removeNamed', { name: row.name })}
          icon={IconTrash}
          disabled={!live || row.builtIn}
          onClick={() => askToRemoveNetworks(berth, [row])}
        />
      )}
    />
  )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane
        name="networks"
        full={false}
        main={main}
        side={
          open ? (
            <NetworkDetail row={open} onMenu={(at) => list.openMenu(open, at)} onClose={close} />
          ) : address.open !== '' && table.loaded ? (
            <Gone message={t('networks:gone', { name: address.open })} onClose={close} />
          ) : null
        }
      />
      <CreateNetworkDialog />
      {list.menu && <NetworkMenu {...list.menu} onOpen={show} onClose={list.closeMenu} />}
    </EngineGate>
  )
}

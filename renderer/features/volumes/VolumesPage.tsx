import { Button } from '@mantine/core'
import { IconEraser, IconRefresh, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { Gone } from '../../components/detail/Gone.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListPanel } from '../../components/list/ListPanel.tsx'
import { useList, useMatching } from '../../components/list/useList.ts'
import { SplitPane } from '../../components/SplitPane.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { openCleanUp } from '../disk/cleaning-up.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { volumeColumns } from './columns.tsx'
import { CreateVolumeButton } from './CreateVolume.tsx'
import { askToRemoveVolumes } from './RemoveVolumes.tsx'
import { sumOf, useSizes } from './sizes.ts'
import { VolumeDetail } from './VolumeDetail.tsx'
import { VolumeMenu } from './VolumeMenu.tsx'
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
  const list = useList(table, useMatching(table.rows, q, volumeText))
  const columns = useMemo(() => volumeColumns(sizes, measuring), [sizes, measuring])

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

  const total = sumOf(
    list.rows.map(({ id }) => id),
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
  const main = (
    <ListPanel
      list={list}
      address={{ q, sort, desc }}
      onAddress={search}
      label={t('volumes:page')}
      noun="volume"
      columns={columns}
      nameOf={volumeName}
      openId={open?.id ?? null}
      onOpen={(row) => show(row)}
      onEnter={(row) => show(row, row.id === name ? { full: true } : {})}
      onEscape={() => {
        if (full && open) show(open, { full: false })
        else if (name !== undefined) close()
        return name !== undefined
      }}
      bulk={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={14} />}
          disabled={!live}
          onClick={() => askToRemoveVolumes(berth, list.selected)}
        >
          {t('volumes:remove')}
        </Button>
      }
      tools={
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEraser size={14} />}
            disabled={!live}
            onClick={() => openCleanUp('volumes')}
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
        </>
      }
      actions={(row) => (
        <IconButton
          tabbable={false}
          label={t('volumes:removeOf', { name: volumeName(row) })}
          icon={IconTrash}
          disabled={!live}
          onClick={() => askToRemoveVolumes(berth, [row])}
        />
      )}
    />
  )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane
        name="volumes"
        main={main}
        full={full && open !== null}
        side={
          open ? (
            <VolumeDetail
              key={open.id}
              row={open}
              tab={tab}
              full={full}
              size={sizes[open.id] ?? null}
              onTab={(next) => show(open, { tab: next })}
              onFull={(next) => show(open, { full: next })}
              onMenu={(at) => list.openMenu(open, at)}
              onClose={close}
            />
          ) : name !== undefined && table.loaded ? (
            <Gone message={t('volumes:gone', { name: volumeName({ id: name }) })} onClose={close} />
          ) : null
        }
      />
      {list.menu && (
        <VolumeMenu {...list.menu} onOpen={(row) => show(row, { tab: 'files' })} onClose={list.closeMenu} />
      )}
    </EngineGate>
  )
}

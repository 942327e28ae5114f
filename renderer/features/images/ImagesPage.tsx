import { Button } from '@mantine/core'
import { IconFileUpload, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Gone } from '../../components/detail/Gone.tsx'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListPanel } from '../../components/list/ListPanel.tsx'
import { useList } from '../../components/list/useList.ts'
import { SplitPane } from '../../components/SplitPane.tsx'
import { t } from '../../i18n/index.ts'
import { firstCommand } from '../../lib/docker-command.ts'
import { bytes, shortId } from '../../lib/format.ts'
import { firstCommands } from '../containers/first-commands.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { openRun } from '../run/open.ts'
import { imageColumns } from './columns.tsx'
import { openLoad } from './dialogs.ts'
import { imageFilter } from './filter.ts'
import { ImageDetail } from './ImageDetail.tsx'
import { ImageMenu } from './ImageMenu.tsx'
import { ImageTools, useCheckOnOpen } from './ImageTools.tsx'
import { checkForNews, newsByTag } from './news.ts'
import { PullButton } from './PullImage.tsx'
import { askToRemoveImages } from './RemoveImages.tsx'
import { saveImages } from './save.ts'
import { useImageSizes } from './sizes.ts'
import { isImageTab, type ImageTab } from './tabs.ts'
import { imageName } from './words.ts'

const route = getRouteApi('/images')

/** How long a cursor rests on a row, in ms, before an open detail follows it. */
const followDelayMs = 120

/** All images of the engine, live, and one of them in detail. */
export function ImagesPage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useStore(berth.images)
  const news = useStore(newsByTag)
  const { q, sort, desc } = route.useSearch()
  const { full = false } = useSearch({ strict: false })
  const { image, tab: askedTab } = useParams({ strict: false })
  const tab: ImageTab = isImageTab(askedTab) ? askedTab : 'overview'
  const follow = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const sizes = useImageSizes(table.rows, live)
  const columns = useMemo(() => imageColumns(sizes), [sizes])
  const filter = useDeferredValue(q)
  const rows = useMemo(() => {
    if (filter.trim() === '') return table.rows
    const fits = imageFilter(filter)
    return table.rows.filter((row) => fits(row, (tag) => news.get(tag)?.state === 'newer'))
  }, [table.rows, filter, news])
  const list = useList(table, rows)
  const open = useMemo(
    () => (image === undefined ? null : (table.rows.find((row) => shortId(row.id) === image) ?? null)),
    [table.rows, image],
  )
  useEffect(() => () => clearTimeout(follow.current), [])
  useCheckWhenOpened(table.loaded && live)

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const show = (row: ImageRow, detail: { tab?: ImageTab; full?: boolean } = {}, replace = false): void =>
    void navigate({
      to: '/images/$image/$tab',
      params: { image: shortId(row.id), tab: detail.tab ?? tab },
      search: (before) => ({ ...before, ...(detail.full === undefined ? {} : { full: detail.full }) }),
      replace,
    })
  const close = (): void => void navigate({ to: '/images', search: ({ full: _full, ...list }) => list })
  if (table.loaded && table.rows.length === 0)
    return (
      <EngineGate loaded empty>
        <NoImages />
      </EngineGate>
    )

  const main = (
    <ListPanel
      list={list}
      address={{ q, sort, desc }}
      onAddress={search}
      label={t('images:title')}
      noun="image"
      columns={columns}
      nameOf={imageName}
      openId={open?.id ?? null}
      onOpen={(row) => show(row)}
      onEnter={(row) => (row.id === open?.id ? show(row, { full: true }, true) : show(row))}
      onCursor={(row) => {
        clearTimeout(follow.current)
        if (open) follow.current = setTimeout(() => show(row, {}, true), followDelayMs)
      }}
      onEscape={() => {
        if (full && open) show(open, { full: false }, true)
        else if (image !== undefined) close()
        return image !== undefined
      }}
      bulk={<Bulk selected={list.selected} />}
      tools={
        <>
          <ImageTools filter={q} onFilter={(text) => search({ q: text })} />
          {sizes && (
            <span className="dim" title={t('images:totalTitle')}>
              {t('images:total', { size: bytes(sizes.totalBytes) })}
            </span>
          )}
        </>
      }
      actions={(row) => (
        <>
          <IconButton
            tabbable={false}
            label={t('images:command.run', { name: imageName(row) })}
            icon={IconPlayerPlay}
            disabled={!live}
            onClick={() => openRun({ image: row.tags[0] ?? row.id })}
          />
          <IconButton
            tabbable={false}
            label={t('images:removeNamed', { name: imageName(row) })}
            icon={IconTrash}
            disabled={!live}
            onClick={() => askToRemoveImages(berth, [row])}
          />
        </>
      )}
    />
  )
  const detail = open ? (
    <ImageDetail
      key={open.id}
      row={open}
      uniqueBytes={sizes?.uniqueBytes.get(open.id) ?? null}
      tab={tab}
      full={full}
      onTab={(next) => show(open, { tab: next }, true)}
      onFull={(next) => show(open, { full: next }, true)}
      onClose={close}
      onMenu={list.openMenu}
    />
  ) : image !== undefined && table.loaded ? (
    <Gone message={t('images:gone', { name: image })} onClose={close} />
  ) : null

  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <SplitPane name="images" main={main} side={detail} full={full && open !== null} />
      {list.menu && (
        <ImageMenu {...list.menu} onClose={list.closeMenu} onTab={(row, next) => show(row, { tab: next })} />
      )}
    </EngineGate>
  )
}

/** Asks for newer versions once per visit to the page, where the user turned that on. */
function useCheckWhenOpened(ready: boolean): void {
  const berth = useBerth()
  const [wanted] = useCheckOnOpen()
  const done = useRef(false)
  useEffect(() => {
    if (!ready || !wanted || done.current) return
    done.current = true
    void checkForNews(berth, berth.images.get().rows, { fresh: false, quiet: true })
  }, [berth, ready, wanted])
}

function Bulk({ selected }: { selected: readonly ImageRow[] }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const size = selected.reduce((sum, row) => sum + row.bytes, 0)
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!live}
        onClick={() => void saveImages(berth, selected)}
      >
        {t('images:bulk.save')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!live}
        onClick={() => void checkForNews(berth, selected, { fresh: true, quiet: false })}
      >
        {t('images:bulk.check')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTrash size={14} />}
        disabled={!live}
        onClick={() => askToRemoveImages(berth, selected)}
      >
        {t('images:bulk.remove', { size: bytes(size) })}
      </Button>
    </>
  )
}

function NoImages(): ReactNode {
  const live = useIsLive()
  return (
    <EmptyPage
      title={t('images:empty.title')}
      intro={t('images:empty.intro')}
      steps={[
        {
          what: t('images:empty.pull'),
          command: firstCommands.pull(),
          button: <PullButton variant="default" />,
        },
        {
          what: t('images:empty.load'),
          command: firstCommand('load', '-i', 'images.tar'),
          button: (
            <Button
              variant="default"
              disabled={!live}
              leftSection={<IconFileUpload size={14} />}
              onClick={openLoad}
            >
              {t('images:load.open')}
            </Button>
          ),
        },
        { what: t('images:empty.run'), command: firstCommands.hello() },
      ]}
    />
  )
}

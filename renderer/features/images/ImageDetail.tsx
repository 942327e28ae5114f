import { ActionIcon, Button, NativeSelect, Tabs, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconDots, IconRefresh, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { useKeys, type KeyMap } from '../../lib/keys.ts'
import { openPull } from './dialogs.ts'
import css from './ImageDetail.module.css'
import { InspectImage } from './InspectImage.tsx'
import { LayersTab } from './LayersTab.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { imageTabs, isImageTab, type ImageTab } from './tabs.ts'
import { UsersTab } from './UsersTab.tsx'
import { imageName } from './words.ts'

interface ImageDetailProps {
  readonly row: ImageRow
  /** null while the engine has not measured it */
  readonly uniqueBytes: number | null
  readonly tab: ImageTab
  readonly full: boolean
  readonly onTab: (tab: ImageTab) => void
  readonly onFull: (full: boolean) => void
  readonly onClose: () => void
  readonly onMenu: (row: ImageRow, at: { x: number; y: number }) => void
}

/** One image beside the table: what it runs, what it is made of, who uses it. */
export function ImageDetail(props: ImageDetailProps): ReactNode {
  const { row, tab, full } = props
  const live = useIsLive()
  const name = imageName(row)
  const [tag] = row.tags
  useKeys(tabKeys(tab, props.onTab))
  return (
    <section className={css.detail} aria-label={t('images:detail.labelled', { name })}>
      <header className={css.head}>
        <h2 className="clip" title={name}>
          {name}
        </h2>
        {tag !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={!live}
            leftSection={<IconRefresh size={14} />}
            onClick={() => openPull(tag)}
          >
            {t('images:do.pull')}
          </Button>
        )}
        <ActionIcon
          aria-label={t('images:moreActions', { name })}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu(row, { x: box.left, y: box.bottom })
          }}
        >
          <IconDots size={16} />
        </ActionIcon>
        <Tooltip label={t(full ? 'images:detail.beside' : 'images:detail.fullWithKey')}>
          <ActionIcon
            aria-label={t('images:detail.full')}
            aria-pressed={full}
            onClick={() => props.onFull(!full)}
          >
            {full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('images:detail.closeWithKey')}>
          <ActionIcon aria-label={t('images:detail.close')} onClick={props.onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Tabs
        value={tab}
        onChange={(value) => isImageTab(value) && props.onTab(value)}
        keepMounted={false}
        className={css.panel ?? ''}
        classNames={{ panel: css.panel ?? '' }}
      >
        <Tabs.List px="sm">
          {imageTabs.map((id) => (
            <Tabs.Tab key={id} value={id}>
              {t(`images:detail.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {imageTabs.map((id) => (
          <Tabs.Panel key={id} value={id}>
            {id === 'users' ? <UsersTab row={row} /> : <Inspected {...props} tab={id} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  )
}

type InspectedProps = Pick<ImageDetailProps, 'row' | 'uniqueBytes'> & {
  readonly tab: Exclude<ImageTab, 'users'>
}

/** What the engine says of the image, of one of its platforms where there are several. */
function Inspected({ row, uniqueBytes, tab }: InspectedProps): ReactNode {
  const { client } = useBerth()
  const [platform, setPlatform] = useState<string | null>(null)
  const here = row.platforms.filter((one) => one.here).map(({ name }) => name)
  const { data, error } = useQuery({
    // Names and platforms change what is shown; a row that only got another user does not.
    queryKey: ['image', row.id, platform, row.tags.join(), here.join()],
    queryFn: () => client.images.detail.query({ id: row.id, platform }),
    placeholderData: (before) => (before?.id === row.id ? before : undefined),
  })
  if (!data) {
    if (!error) return <p className={css.wait}>{t('images:asking')}</p>
    const { message, hint } = plainError(error)
    return (
      <div className={css.wait}>
        <Notice kind="error" message={message} hint={hint} />
      </div>
    )
  }
  return (
    <>
      {here.length > 1 && (
        <div className={css.variant}>
          <span className="dim">{t('images:detail.variant')}</span>
          <NativeSelect
            aria-label={t('images:detail.variant')}
            value={platform ?? data.platform}
            data={[...new Set([data.platform, ...here])]}
            onChange={(event) => setPlatform(event.currentTarget.value)}
          />
        </div>
      )}
      {tab === 'overview' && <OverviewTab row={row} detail={data} uniqueBytes={uniqueBytes} />}
      {tab === 'layers' && <LayersTab detail={data} />}
      {tab === 'inspect' && <InspectImage name={imageName(row)} detail={data} />}
    </>
  )
}

/** A tab by its number, or the next one on either side; the last is followed by the first. */
function tabKeys(tab: ImageTab, go: (tab: ImageTab) => void): KeyMap {
  const at = imageTabs.indexOf(tab)
  const by = (step: number) => () => {
    const next = imageTabs[(at + step + imageTabs.length) % imageTabs.length]
    if (next) go(next)
  }
  const numbers = imageTabs.map((id, index) => [String(index + 1), () => go(id)] as const)
  return { '[': by(-1), ']': by(1), ...Object.fromEntries(numbers) }
}

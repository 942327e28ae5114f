import { Button, NativeSelect } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { DetailFrame } from '../../components/detail/DetailFrame.tsx'
import { DetailTabs } from '../../components/detail/DetailTabs.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { openPull } from './dialogs.ts'
import css from './ImageDetail.module.css'
import { InspectImage } from './InspectImage.tsx'
import { LayersTab } from './LayersTab.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { imageTabs, type ImageTab } from './tabs.ts'
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
  return (
    <DetailFrame
      label={t('images:detail.labelled', { name })}
      name={name}
      actions={
        tag !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={!live}
            leftSection={<IconRefresh size={14} />}
            onClick={() => openPull(tag)}
          >
            {t('images:do.pull')}
          </Button>
        )
      }
      full={full}
      onFull={props.onFull}
      onMenu={(at) => props.onMenu(row, at)}
      onClose={props.onClose}
    >
      <DetailTabs
        tabs={imageTabs.map((id) => ({ id, label: t(`images:detail.${id}`) }))}
        tab={tab}
        onTab={props.onTab}
      >
        {tab === 'users' ? <UsersTab row={row} /> : <Inspected {...props} tab={tab} />}
      </DetailTabs>
    </DetailFrame>
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

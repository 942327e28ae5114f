import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { DetailFrame } from '../../components/detail/DetailFrame.tsx'
import { DetailScroll, DetailTabs } from '../../components/detail/DetailTabs.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { bytes, dateAndTime } from '../../lib/format.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { FileBrowser } from '../files/FileBrowser.tsx'
import { askToBackUp } from './CopyVolume.tsx'
import css from './Volumes.module.css'
import { volumeName } from './words.ts'

interface VolumeDetailProps {
  readonly row: VolumeRow
  readonly tab: 'files' | 'details'
  readonly full: boolean
  /** bytes; null while they are not known */
  readonly size: number | null
  readonly onTab: (tab: 'files' | 'details') => void
  readonly onFull: (full: boolean) => void
  readonly onMenu: (at: { x: number; y: number }) => void
  readonly onClose: () => void
}

/** One volume: its files, and what it is. */
export function VolumeDetail(props: VolumeDetailProps): ReactNode {
  const { row, full } = props
  const berth = useBerth()
  const live = useIsLive()
  const { volumeFiles } = useEnginePowers()
  const navigate = useNavigate()
  const { path = '/' } = useSearch({ strict: false })
  const name = volumeName(row)
  return (
    <DetailFrame
      label={t('volumes:labelled', { name })}
      name={name}
      title={row.id}
      actions={
        volumeFiles && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={!live}
            leftSection={<IconDownload size={14} />}
            onClick={() => askToBackUp(berth, row)}
          >
            {t('volumes:backup')}
          </Button>
        )
      }
      full={full}
      onFull={props.onFull}
      onMenu={props.onMenu}
      onClose={props.onClose}
    >
      <DetailTabs tabs={tabs} tab={props.tab} onTab={props.onTab}>
        {props.tab === 'files' && !volumeFiles ? (
          <DetailScroll label={t('volumes:tabs.files')}>
            <Notice kind="info" message={t('volumes:noWayIn')} hint={t('volumes:noWayInHint')} />
          </DetailScroll>
        ) : props.tab === 'files' ? (
          <FileBrowser
            place={{ kind: 'volume', name: row.id }}
            name={name}
            state=""
            path={path}
            onPath={(to) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, path: to === '/' ? undefined : to }),
              })
            }
            commandFor={() => null}
          />
        ) : (
          <Details row={row} size={props.size} />
        )}
      </DetailTabs>
    </DetailFrame>
  )
}

const tabs = [
  { id: 'files', label: t('volumes:tabs.files') },
  { id: 'details', label: t('volumes:tabs.details') },
] as const

function Details({ row, size }: { row: VolumeRow; size: number | null }): ReactNode {
  const { volumeFiles } = useEnginePowers()
  const pairs = (record: Readonly<Record<string, string>>): (readonly [string, ReactNode])[] =>
    Object.entries(record).map(([name, value]) => [
      name,
      <Copyable key={name} value={value} what={name} mono />,
    ])
  return (
    <DetailScroll label={t('volumes:tabs.details')}>
      <Facts
        title={t('volumes:detail.volume')}
        facts={[
          [t('volumes:column.name'), <Copyable key="name" value={row.id} what="volume name" />],
          [t('volumes:detail.size'), size === null ? t('components:sizeUnknown') : bytes(size)],
          [t('volumes:detail.driver'), row.driver],
          [
            t('volumes:detail.mountpoint'),
            <Copyable key="mountpoint" value={row.mountpoint} what="mountpoint" mono />,
          ],
          ...(row.created === null ? [] : [[t('volumes:detail.created'), dateAndTime(row.created)] as const]),
        ]}
      />
      <Facts
        title={t('volumes:detail.usedBy')}
        none={t('volumes:detail.notUsed')}
        facts={row.usedBy.map(({ id, name, running }) => [
          name,
          <Link key={id} to="/containers/$name/$tab" params={{ name, tab: 'files' }} className={css.link}>
            {t(running ? 'volumes:detail.running' : 'volumes:detail.notRunning')}
          </Link>,
        ])}
      />
      <Facts
        title={t('volumes:detail.labels')}
        none={t('volumes:detail.noLabels')}
        facts={pairs(row.labels)}
      />
      <Facts
        title={t('volumes:detail.options')}
        none={t('volumes:detail.noOptions')}
        facts={pairs(row.options)}
      />
      {volumeFiles && <p className="dim">{t('volumes:detail.helper')}</p>}
    </DetailScroll>
  )
}

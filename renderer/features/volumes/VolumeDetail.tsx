import { ActionIcon, Button, Tabs } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconDots, IconDownload, IconX } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { t } from '../../i18n/index.ts'
import { bytes, dateAndTime } from '../../lib/format.ts'
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
  const navigate = useNavigate()
  const { path = '/' } = useSearch({ strict: false })
  const name = volumeName(row)
  return (
    <section className={css.detail} aria-label={t('volumes:labelled', { name })}>
      <header className={css.head}>
        <h2 className="clip" title={row.id}>
          {name}
        </h2>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!live}
          leftSection={<IconDownload size={14} />}
          onClick={() => askToBackUp(berth, row)}
        >
          {t('volumes:backup')}
        </Button>
        <ActionIcon
          aria-label={t('volumes:moreActions', { name })}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu({ x: box.left, y: box.bottom })
          }}
        >
          <IconDots size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('volumes:full')}
          title={t(full ? 'volumes:beside' : 'volumes:full')}
          aria-pressed={full}
          onClick={() => props.onFull(!full)}
        >
          {full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
        </ActionIcon>
        <ActionIcon aria-label={t('volumes:close')} title={t('volumes:close')} onClick={props.onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <Tabs
        value={props.tab}
        onChange={(value) => props.onTab(value === 'details' ? 'details' : 'files')}
        keepMounted={false}
        className={css.panel ?? ''}
        classNames={{ panel: css.panel ?? '' }}
      >
        <Tabs.List px="sm">
          <Tabs.Tab value="files">{t('volumes:tabs.files')}</Tabs.Tab>
          <Tabs.Tab value="details">{t('volumes:tabs.details')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="files">
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
        </Tabs.Panel>
        <Tabs.Panel value="details">
          <Details row={row} size={props.size} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

function Details({ row, size }: { row: VolumeRow; size: number | null }): ReactNode {
  const pairs = (record: Readonly<Record<string, string>>): (readonly [string, ReactNode])[] =>
    Object.entries(record).map(([name, value]) => [
      name,
      <Copyable key={name} value={value} what={name} mono />,
    ])
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('volumes:tabs.details')}>
      <Facts
        title={t('volumes:detail.volume')}
        facts={[
          [t('volumes:column.name'), <Copyable key="name" value={row.id} what="volume name" />],
          [t('volumes:detail.size'), size === null ? t('volumes:sizeUnknown') : bytes(size)],
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
      <p className="dim">{t('volumes:detail.helper')}</p>
    </div>
  )
}

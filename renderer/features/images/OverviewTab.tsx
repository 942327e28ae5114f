import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ImageDetail, ImageRow } from '../../../electron/api/schema/images.ts'
import type { Berth } from '../../client/berth.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { DetailScroll } from '../../components/detail/DetailTabs.tsx'
import { Copyable } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { tellError, tellUndo } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { quoted } from '../../lib/docker-command.ts'
import { bytes, dateAndTime } from '../../lib/format.ts'
import { openPull } from './dialogs.ts'
import css from './ImageDetail.module.css'
import { News } from './News.tsx'

interface OverviewTabProps {
  readonly row: ImageRow
  readonly detail: ImageDetail
  readonly uniqueBytes: number | null
}

type Fact = readonly [name: string, value: ReactNode]

/** What an image is, runs and expects; every value copies. */
export function OverviewTab({ row, detail, uniqueBytes }: OverviewTabProps): ReactNode {
  return (
    <DetailScroll label={t('images:detail.overview')}>
      <Names row={row} />
      <Facts
        title={t('images:detail.image')}
        facts={[
          copied(t('images:detail.id'), row.id),
          ...detail.digests
            .filter((digest) => !digest.endsWith(row.id))
            .map((digest) => copied(t('images:detail.digest'), digest)),
          [t('images:detail.platform'), detail.platform],
          [t('images:detail.size'), bytes(detail.bytes)],
          ...(uniqueBytes === null ? [] : [[t('images:detail.unique'), bytes(uniqueBytes)] as const]),
          ...(detail.created === null
            ? []
            : [[t('images:detail.created'), dateAndTime(detail.created)] as const]),
          ...(detail.author === '' ? [] : [copied(t('images:detail.author'), detail.author)]),
          ...(row.tags.length === 0
            ? []
            : [[t('images:detail.news'), <News key="news" row={row} />] as const]),
        ]}
      />
      <Facts title={t('images:detail.config')} facts={configFacts(detail)} />
      {detail.variants.length > 1 && <Variants row={row} detail={detail} />}
      <Facts
        title={t('images:detail.env')}
        none={t('images:detail.noEnv')}
        facts={detail.env.map((entry) => {
          const at = entry.indexOf('=')
          return at < 0 ? copied(entry, '') : copied(entry.slice(0, at), entry.slice(at + 1))
        })}
      />
      <Facts
        title={t('images:detail.labels')}
        none={t('images:detail.noLabels')}
        facts={Object.entries(detail.labels).map(([name, value]) => copied(name, value))}
      />
    </DetailScroll>
  )
}

const copied = (name: string, value: string): Fact => [
  name,
  <Copyable key={`${name} ${value}`} value={value} what={name} mono />,
]

function configFacts(detail: ImageDetail): Fact[] {
  const words = (name: string, list: readonly string[]): Fact[] =>
    list.length === 0 ? [] : [copied(name, list.map(quoted).join(' '))]
  return [
    ...words(t('images:detail.entrypoint'), detail.entrypoint),
    ...words(t('images:detail.command'), detail.command),
    detail.user === ''
      ? [t('images:detail.user'), <span key="user">{t('images:detail.userRoot')}</span>]
      : copied(t('images:detail.user'), detail.user),
    ...(detail.workingDir === '' ? [] : [copied(t('images:detail.workingDir'), detail.workingDir)]),
    ...words(t('images:detail.ports'), detail.ports),
    ...words(t('images:detail.volumes'), detail.volumes),
    ...words(t('images:detail.healthcheck'), detail.healthcheck),
    ...(detail.stopSignal === '' ? [] : [copied(t('images:detail.stopSignal'), detail.stopSignal)]),
  ]
}

function Names({ row }: { row: ImageRow }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const last = row.tags.length < 2
  return (
    <Facts
      title={t('images:detail.names')}
      none={t('images:detail.noNames')}
      facts={row.tags.map((tag) => [
        tag.slice(tag.lastIndexOf(':') + 1),
        <span key={tag} className={css.value}>
          <Copyable value={tag} what={t('images:copyName')} mono />
          {!last && (
            <IconButton
              label={t('images:detail.untag', { name: tag })}
              icon={IconX}
              disabled={!live}
              onClick={() => void untag(berth, row.id, tag)}
            />
          )}
        </span>,
      ])}
    />
  )
}

/** Takes a name off; another one is left, so nothing is lost that tagging does not bring back. */
async function untag(berth: Berth, id: string, tag: string): Promise<void> {
  try {
    await berth.client.images.remove.mutate({ id: tag, force: false })
    const tags = (): readonly string[] | undefined => berth.images.current(id)?.tags
    tellUndo({
      message: t('images:tag.untagged', { name: tag }),
      store: berth.images,
      holds: () => tags()?.includes(tag) === false,
      undo: () => berth.client.images.tag.mutate({ id, name: tag }),
    })
  } catch (thrown) {
    tellError(thrown)
  }
}

function Variants({ row, detail }: { row: ImageRow; detail: ImageDetail }): ReactNode {
  const live = useIsLive()
  const [tag] = row.tags
  return (
    <Facts
      title={t('images:detail.variants')}
      facts={detail.variants.map(({ platform, digest, here, bytes: size }) => [
        platform,
        <span key={digest} className={css.value}>
          {here ? (
            t('images:detail.here', { size: bytes(size) })
          ) : (
            <span className="dim">{t('images:detail.notHere')}</span>
          )}
          {!here && tag !== undefined && (
            <Button
              size="compact-xs"
              variant="default"
              disabled={!live}
              onClick={() => openPull(tag, platform)}
            >
              {t('images:detail.pullVariant', { platform })}
            </Button>
          )}
        </span>,
      ])}
    />
  )
}

import { Button, Group } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { BuildDetail as Detail, BuildRow } from '../../../electron/api/schema/builds.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { DetailFrame } from '../../components/detail/DetailFrame.tsx'
import { DetailScroll, DetailTabs } from '../../components/detail/DetailTabs.tsx'
import type { Point } from '../../components/MoreButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { LogView } from '../logs/LogView.tsx'
import { cancelBuild, startBuild } from './build-actions.tsx'
import { BuildFeed } from './build-feed.ts'
import css from './Builds.module.css'
import { StepCount, Took } from './columns.tsx'
import { Details } from './Details.tsx'
import { Dockerfile, FailedPlace } from './Dockerfile.tsx'
import { StepTree } from './StepTree.tsx'
import { buildLooks, readStepName } from './words.ts'

export const buildTabs = ['steps', 'dockerfile', 'log', 'details'] as const
export type BuildTab = (typeof buildTabs)[number]

interface BuildDetailProps {
  readonly row: BuildRow
  readonly tab: BuildTab
  readonly full: boolean
  readonly onTab: (tab: BuildTab) => void
  readonly onFull: (full: boolean) => void
  readonly onClose: () => void
  readonly onMenu: (at: Point) => void
  /** another build began from here */
  readonly onStarted: (id: string) => void
}

/** One build: its steps as they go on, its Dockerfile, all that it said, and what it was asked for. */
export function BuildDetail(props: BuildDetailProps): ReactNode {
  const { row, tab, full } = props
  const berth = useBerth()
  const live = useIsLive()
  const feed = useBuildFeed(row.id)
  const { data, error } = useQuery({
    // Asked again when it ends: how it failed is known then.
    queryKey: ['builds.detail', row.id, row.state],
    queryFn: ({ signal }) => berth.client.builds.detail.query({ id: row.id }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[1] === row.id ? before : undefined),
  })
  const request = data?.request ?? null
  return (
    <DetailFrame
      label={`${t('builds:one')} ${row.name}`}
      name={row.name}
      look={buildLooks[row.state]}
      status={
        <>
          <span className={row.state === 'failed' ? css.bad : 'dim'}>{t(`builds:states.${row.state}`)}</span>
          <span className="dim">
            <Took row={row} />
          </span>
        </>
      }
      actions={
        <>
          {row.state === 'running' && row.jobId !== null && (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={14} />}
              onClick={() => cancelBuild(berth, row)}
            >
              {t('builds:cancelBuild')}
            </Button>
          )}
          {row.state !== 'running' && request && (
            <Button
              variant="default"
              disabled={!live}
              leftSection={<IconRefresh size={14} />}
              onClick={() => void startBuild(berth, request).then((id) => id !== null && props.onStarted(id))}
            >
              {t('builds:again')}
            </Button>
          )}
        </>
      }
      full={full}
      onFull={props.onFull}
      onMenu={props.onMenu}
      onClose={props.onClose}
    >
      <DetailTabs
        tabs={buildTabs.map((id) => ({ id, label: t(`builds:tab.${id}`) }))}
        tab={tab}
        onTab={props.onTab}
      >
        {error && !data && tab !== 'log' && tab !== 'steps' && (
          <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />
        )}
        {tab === 'log' ? (
          <>
            {data?.cut && <Notice kind="info" strip message={t('builds:cut')} />}
            {feed && <LogView feed={feed} name={t('builds:logOf', { name: row.name })} />}
          </>
        ) : (
          <DetailScroll label={t(`builds:tab.${tab}`)}>
            {tab === 'steps' && feed && <Steps feed={feed} row={row} detail={data} />}
            {tab === 'dockerfile' && data && <DockerfileTab detail={data} />}
            {tab === 'details' && data && <Details detail={{ ...data, row }} />}
          </DetailScroll>
        )}
      </DetailTabs>
    </DetailFrame>
  )
}

/** The build's steps and output; made anew for another build. */
function useBuildFeed(id: string): BuildFeed | null {
  const { client } = useBerth()
  const [feed, setFeed] = useState<BuildFeed | null>(null)
  useEffect(() => {
    const opened = new BuildFeed(client, id)
    setFeed(opened)
    return () => opened.close()
  }, [client, id])
  return feed
}

function Steps({
  feed,
  row,
  detail,
}: {
  feed: BuildFeed
  row: BuildRow
  detail: Detail | undefined
}): ReactNode {
  const build = useStore(feed.build)
  const state = useStore(feed.state)
  const failedStep = build.steps.findLast((step) => step.state === 'failed')
  const failedName = failedStep && readStepName(failedStep.name).text.split('\n')[0]
  const said = row.error ?? detail?.row.error ?? null
  const place = detail?.failed ?? null
  const line = place?.lines.find((each) => each.failed)?.line
  return (
    <>
      <Group gap="sm" mb="sm" className="dim">
        <StepCount row={row} />
      </Group>
      {state.kind === 'failed' && (
        <Notice kind="error" message={state.error.message} hint={state.error.hint} />
      )}
      {row.state === 'interrupted' && <Notice kind="warn" message={t('builds:interruptedHint')} />}
      {row.state === 'failed' && said !== null && (
        <div className={css.failure}>
          <Notice
            kind="error"
            message={failedName === undefined ? said : t('builds:failedAt', { step: failedName })}
            hint={
              <>
                {failedName !== undefined && <div className={css.words}>{said}</div>}
                {place && line !== undefined && (
                  <div>{t('builds:failedWhere', { file: place.file, line })}</div>
                )}
                <div>{t('builds:failedHint')}</div>
              </>
            }
          />
          {place && <FailedPlace failed={place} />}
        </div>
      )}
      {build.steps.length === 0 && state.kind !== 'failed' && row.state === 'running' && (
        <p className="dim" role="status">
          {t('builds:waitingForSteps')}
        </p>
      )}
      <StepTree build={build} />
    </>
  )
}

function DockerfileTab({ detail }: { detail: Detail }): ReactNode {
  const { dockerfile, failed } = detail
  if (dockerfile) return <Dockerfile name={dockerfile.name} text={dockerfile.text} failed={failed} />
  return (
    <>
      <p className="dim">{t('builds:noDockerfile')}</p>
      {failed && <FailedPlace failed={failed} />}
    </>
  )
}

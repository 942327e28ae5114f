import { Button, Group, Tabs } from '@mantine/core'
import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconDots,
  IconPlayerStop,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { BuildDetail as Detail, BuildRow } from '../../../electron/api/schema/builds.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { StateDot } from '../../components/StateDot.tsx'
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
  readonly onFull: () => void
  readonly onClose: () => void
  readonly onMenu: (at: { x: number; y: number }) => void
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
    <section className={css.detail} aria-label={`${t('builds:one')} ${row.name}`}>
      <header className={css.detailHead}>
        <div className={css.detailName}>
          <StateDot look={buildLooks[row.state]} />
          <h2 className="clip" title={row.name}>
            {row.name}
          </h2>
          <span className={row.state === 'failed' ? css.bad : 'dim'}>{t(`builds:states.${row.state}`)}</span>
          <span className="dim">
            <Took row={row} />
          </span>
        </div>
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
        <IconButton
          label={t('builds:moreFor', { name: row.name })}
          icon={IconDots}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu({ x: box.left, y: box.bottom })
          }}
        />
        <IconButton
          label={t(full ? 'builds:beside' : 'builds:full')}
          icon={full ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
          onClick={props.onFull}
        />
        <IconButton label={t('builds:closeDetail')} icon={IconX} onClick={props.onClose} />
      </header>
      <Tabs
        value={tab}
        onChange={(value) => props.onTab(buildTabs.find((each) => each === value) ?? 'steps')}
        keepMounted={false}
        className={css.tabs}
      >
        <Tabs.List aria-label={t('builds:tabs')}>
          {buildTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`builds:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {error && !data && tab !== 'log' && tab !== 'steps' && (
          <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />
        )}
        <Tabs.Panel value="steps" className={css.scroll} tabIndex={0}>
          {feed && <Steps feed={feed} row={row} detail={data} />}
        </Tabs.Panel>
        <Tabs.Panel value="dockerfile" className={css.scroll} tabIndex={0}>
          {data && <DockerfileTab detail={data} />}
        </Tabs.Panel>
        <Tabs.Panel value="log" className={css.panel}>
          {data?.cut && <Notice kind="info" strip message={t('builds:cut')} />}
          {feed && <LogView feed={feed} name={t('builds:logOf', { name: row.name })} />}
        </Tabs.Panel>
        <Tabs.Panel value="details" className={css.scroll} tabIndex={0}>
          {data && <Details detail={{ ...data, row }} />}
        </Tabs.Panel>
      </Tabs>
    </section>
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

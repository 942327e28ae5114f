import { ActionIcon, Button, Tabs, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconDots, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import { containerFeed, type LogFeed } from '../logs/log-feed.ts'
import { LogView } from '../logs/LogView.tsx'
import { act, faces, possibleActions } from './actions.tsx'
import { Status } from './columns.tsx'
import css from './Containers.module.css'
import { DetailsTab } from './DetailsTab.tsx'
import { InspectTab } from './InspectTab.tsx'
import { isDetailTab, type DetailTab } from './tabs.ts'
import { lookOf } from './words.ts'

const TerminalTab = lazy(() =>
  import('./TerminalTab.tsx').then((module) => ({ default: module.TerminalTab })),
)

interface ContainerDetailProps {
  readonly row: ContainerRow
  readonly tab: DetailTab
  readonly full: boolean
  readonly onTab: (tab: DetailTab) => void
  readonly onFull: (full: boolean) => void
  readonly onClose: () => void
  readonly onMenu: (row: ContainerRow, at: { x: number; y: number }) => void
}

/** One container beside the table: its state and actions, its log, a shell, what it is made of. */
export function ContainerDetail(props: ContainerDetailProps): ReactNode {
  const { row, tab, full } = props
  const berth = useBerth()
  const live = useIsLive()
  return (
    <section className={css.detail} aria-label={`Container ${row.name}`}>
      <header className={css.detailHead}>
        <div className={css.detailName}>
          <StateDot look={lookOf(row)} />
          <h2 className="clip">{row.name}</h2>
          <span className={`clip ${css.detailStatus ?? ''}`}>
            <Status row={row} />
          </span>
        </div>
        {possibleActions(row)
          .slice(0, 2)
          .map((action) => {
            const { label, icon: Icon } = faces[action]
            return (
              <Button
                key={action}
                size="compact-sm"
                variant="default"
                disabled={!live}
                leftSection={<Icon size={14} />}
                onClick={() => void act(berth, [row], action)}
              >
                {label}
              </Button>
            )
          })}
        <ActionIcon
          aria-label={`More actions for ${row.name}`}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu(row, { x: box.left, y: box.bottom })
          }}
        >
          <IconDots size={16} />
        </ActionIcon>
        <Tooltip label={full ? 'Beside the table' : 'Full width (Enter)'}>
          <ActionIcon aria-label="Full width" aria-pressed={full} onClick={() => props.onFull(!full)}>
            {full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Close (Esc)">
          <ActionIcon aria-label="Close detail" onClick={props.onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Tabs
        value={tab}
        onChange={(value) => isDetailTab(value) && props.onTab(value)}
        keepMounted={false}
        className={css.panel ?? ''}
        classNames={{ panel: css.panel ?? '' }}
      >
        <Tabs.List px="sm">
          <Tabs.Tab value="logs">Logs</Tabs.Tab>
          <Tabs.Tab value="terminal">Terminal</Tabs.Tab>
          <Tabs.Tab value="details">Details</Tabs.Tab>
          <Tabs.Tab value="inspect">Inspect</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="logs">
          <ContainerLogs row={row} />
        </Tabs.Panel>
        <Tabs.Panel value="terminal">
          <Suspense fallback={<p className={css.gone}>Opening…</p>}>
            <TerminalTab key={row.id} row={row} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="details">
          <Inspected row={row} as="details" />
        </Tabs.Panel>
        <Tabs.Panel value="inspect">
          <Inspected row={row} as="inspect" />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

/** The log of a container; a new start of one that had ended is followed too. */
function ContainerLogs({ row }: { row: ContainerRow }): ReactNode {
  const { client } = useBerth()
  const [feed, setFeed] = useState<LogFeed | null>(null)
  useEffect(() => {
    const opened = containerFeed(client, row.id)
    setFeed(opened)
    return () => opened.close()
  }, [client, row.id])
  const { state, startedAt } = row
  useEffect(() => {
    if (state === 'running') feed?.resume()
  }, [feed, state, startedAt])
  return feed && <LogView key={row.id} feed={feed} name={row.name} />
}

function Inspected({ row, as }: { row: ContainerRow; as: 'details' | 'inspect' }): ReactNode {
  const { client } = useBerth()
  // What an inspection says changes when the row does: each change of the row asks again.
  const { data, error } = useQuery({
    queryKey: ['container', row.id, row.state, row.startedAt, row.health, row.name],
    queryFn: () => client.containers.detail.query({ id: row.id }),
    placeholderData: (before) => (before?.row.id === row.id ? before : undefined),
  })
  if (error) {
    const { message, hint } = plainError(error)
    return (
      <div className={css.gone}>
        <Notice kind="error" message={message} hint={hint} />
      </div>
    )
  }
  if (!data) return <p className={css.gone}>Asking the engine…</p>
  return as === 'details' ? <DetailsTab detail={data} /> : <InspectTab detail={data} />
}

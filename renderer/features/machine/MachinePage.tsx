import { SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import type { LogName } from '../../../electron/api/schema/host.ts'
import type { MachineView } from '../../../electron/api/schema/status.ts'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import { bytes, clock, dateAndTime, span } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { hostFeed } from '../logs/host-feed.ts'
import type { LogFeed } from '../logs/log-feed.ts'
import { LogView } from '../logs/LogView.tsx'
import { MachineButtons } from './MachineButtons.tsx'
import { CopyReport, MachineErrors } from './MachineErrors.tsx'
import css from './Machine.module.css'
import { Settings } from './Settings.tsx'
import { Steps, Timeline } from './Steps.tsx'
import { UsageMeters } from './Usage.tsx'
import { acceleratorNames, machineFace } from './words.ts'

const route = getRouteApi('/machine')

/** The machine: what it does, what it has, what it uses, and its logs. */
export function MachinePage(): ReactNode {
  const view = useMachine()
  const connection = useStore(useBerth().connection)
  const navigate = useNavigate()
  const { log } = route.useSearch()
  const setLog = (next: LogName): void =>
    void navigate({ to: '/machine', search: { log: next }, replace: true })
  if (!view)
    return (
      <p className={css.asking} role="status">
        {connection.kind === 'lost' ? 'Berth does not answer. Trying again…' : 'Asking Berth…'}
      </p>
    )
  return (
    <div className={css.page}>
      {connection.kind === 'lost' && (
        <Notice
          strip
          kind="warn"
          message={`Berth has not answered since ${clock(connection.since)}.`}
          hint="The page keeps trying to reconnect. If you quit Berth, run “berth open” again."
        />
      )}
      <div className={css.columns} tabIndex={0} role="region" aria-label="Machine">
        <State view={view} />
        <div>
          <section className={css.block} aria-label="Resources">
            <h3>Resources</h3>
            <UsageMeters />
          </section>
          <Engine view={view} />
        </div>
      </div>
      <Logs log={log} onLog={setLog} />
    </div>
  )
}

function State({ view }: { view: MachineView }): ReactNode {
  const { status, activity } = view
  const face = machineFace(view)
  const now = useNow(1000)
  const live = activity !== null && activity.steps.length > 0 && status.state !== 'running'
  return (
    <div>
      <section className={css.block} aria-label="State">
        <div className={css.state}>
          <StateDot look={face.look} />
          <strong>{face.word}</strong>
          <span className="dim" title={dateAndTime(status.since)}>
            for {span(now - Date.parse(status.since))}
          </span>
        </div>
        <div className={css.buttons}>
          <MachineButtons primary={status.state !== 'running'} />
          {status.errors.length > 0 && <CopyReport view={view} />}
        </div>
        <MachineErrors view={view} />
      </section>
      <section className={css.block} aria-label="Start">
        {live ? (
          <>
            <h3>{status.state === 'failed' ? 'How far it came' : 'Now'}</h3>
            <Steps steps={activity.steps} label="Steps" />
          </>
        ) : status.lastStart ? (
          <>
            <h3>Last start</h3>
            <Timeline start={status.lastStart} />
          </>
        ) : (
          <>
            <h3>Last start</h3>
            <p className="dim">It has not been started yet.</p>
          </>
        )}
      </section>
      <Settings />
    </div>
  )
}

function Engine({ view }: { view: MachineView }): ReactNode {
  const { status } = view
  const { engine } = status
  const accelerator = status.accelerator
    ? (acceleratorNames[status.accelerator] ?? status.accelerator)
    : 'not known yet'
  return (
    <Facts
      title="Engine and driver"
      facts={[
        [
          'Engine',
          engine?.version ? `Docker ${engine.version}, API ${engine.apiVersion ?? '?'}` : 'not answering',
        ],
        ...(engine
          ? [['Socket', <Copyable key="socket" value={engine.socket} what="socket" mono />] as const]
          : []),
        ['Docker context', <Copyable key="context" value="docker context use berth" what="command" mono />],
        ['Driver', status.driver],
        [
          'Acceleration',
          <span key="accelerator">
            {accelerator}
            {status.acceleratorReason && <span className="dim"> – {status.acceleratorReason}</span>}
          </span>,
        ],
        ['Data disk', `${bytes(status.machine.diskUsedBytes)} on this computer`],
      ]}
    />
  )
}

const logNames: readonly { value: LogName; label: string }[] = [
  { value: 'machine', label: 'Machine log' },
  { value: 'engine', label: 'Engine log' },
  { value: 'host', label: 'Host log' },
]

function Logs({ log, onLog }: { log: LogName; onLog: (log: LogName) => void }): ReactNode {
  const { client } = useBerth()
  const [feed, setFeed] = useState<LogFeed | null>(null)
  useEffect(() => {
    const opened = hostFeed(client, log)
    setFeed(opened)
    return () => opened.close()
  }, [client, log])
  return (
    <section className={css.logs} aria-label="Logs">
      {feed && (
        <LogView
          key={log}
          feed={feed}
          name={log}
          streams={false}
          lead={
            <SegmentedControl aria-label="Log" size="xs" data={[...logNames]} value={log} onChange={onLog} />
          }
        />
      )}
    </section>
  )
}

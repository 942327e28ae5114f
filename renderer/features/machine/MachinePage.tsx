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
import { t } from '../../i18n/index.ts'
import { bytes, clock, dateAndTime, span } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { hostFeed } from '../logs/host-feed.ts'
import type { LogFeed } from '../logs/log-feed.ts'
import { LogView } from '../logs/LogView.tsx'
import { DiagnosticsButton } from '../diagnostics/Diagnostics.tsx'
import { OwnEngineNote } from '../engines/EngineAway.tsx'
import { MachineButtons } from './MachineButtons.tsx'
import { CopyReport, MachineErrors } from './MachineErrors.tsx'
import css from './Machine.module.css'
import { SharedFact } from './SharedFact.tsx'
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
        {t(connection.kind === 'lost' ? 'machine:noAnswer' : 'machine:asking')}
      </p>
    )
  return (
    <div className={css.page}>
      <OwnEngineNote />
      {connection.kind === 'lost' && (
        <Notice
          strip
          kind="warn"
          message={t('machine:lost', { at: clock(connection.since) })}
          hint={t('machine:lostHint')}
        />
      )}
      <div className={css.columns} tabIndex={0} role="region" aria-label={t('machine:name')}>
        <State view={view} />
        <div>
          <section className={css.block} aria-label={t('machine:resources')}>
            <h3>{t('machine:resources')}</h3>
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
      <section className={css.block} aria-label={t('machine:state')}>
        <div className={css.state}>
          <StateDot look={face.look} />
          <strong>{face.word}</strong>
          <span className="dim" title={dateAndTime(status.since)}>
            {t('machine:since', { span: span(now - Date.parse(status.since)) })}
          </span>
        </div>
        {status.state === 'suspended' && status.suspends === 'in-memory' && (
          <p className="dim">{t('machine:inMemory.suspended')}</p>
        )}
        {status.state === 'running' && status.suspends === null && <p className="dim">{t('sharing:only')}</p>}
        <div className={css.buttons}>
          <MachineButtons primary={status.state !== 'running'} />
          {status.errors.length > 0 && <CopyReport view={view} />}
          <DiagnosticsButton />
        </div>
        <MachineErrors view={view} />
      </section>
      <section className={css.block} aria-label={t('machine:start.title')}>
        {live ? (
          <>
            <h3>{t(status.state === 'failed' ? 'machine:start.howFar' : 'machine:start.now')}</h3>
            <Steps steps={activity.steps} label={t('machine:start.steps')} />
          </>
        ) : status.lastStart ? (
          <>
            <h3>{t('machine:start.last')}</h3>
            <Timeline start={status.lastStart} />
          </>
        ) : (
          <>
            <h3>{t('machine:start.last')}</h3>
            <p className="dim">{t('machine:start.never')}</p>
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
    : t('machine:engine.unknown')
  return (
    <Facts
      title={t('machine:engine.title')}
      facts={[
        [
          t('machine:engine.engine'),
          engine?.version
            ? t('machine:engine.version', { version: engine.version, api: engine.apiVersion ?? '?' })
            : t('machine:engine.silent'),
        ],
        ...(engine
          ? [
              [
                t('machine:engine.socket'),
                <Copyable key="socket" value={engine.socket} what={t('machine:engine.socketWhat')} mono />,
              ] as const,
            ]
          : []),
        [
          t('machine:engine.context'),
          <Copyable
            key="context"
            value="docker context use berth"
            what={t('machine:engine.commandWhat')}
            mono
          />,
        ],
        [t('machine:engine.driver'), status.driver],
        [
          t('machine:engine.acceleration'),
          <span key="accelerator">
            {accelerator}
            {status.acceleratorReason && <span className="dim"> – {status.acceleratorReason}</span>}
          </span>,
        ],
        [t('sharing:facts.name'), <SharedFact key="folders" status={status} />],
        ...(status.rosetta === null
          ? []
          : [
              [
                t('sharing:facts.rosetta'),
                t(status.rosetta ? 'sharing:facts.on' : 'sharing:facts.off'),
              ] as const,
            ]),
        [t('machine:engine.disk'), t('machine:engine.onDisk', { size: bytes(status.machine.diskUsedBytes) })],
      ]}
    />
  )
}

const logNames: readonly { value: LogName; label: string }[] = [
  { value: 'machine', label: t('machine:log.machine') },
  { value: 'engine', label: t('machine:log.engine') },
  { value: 'host', label: t('machine:log.host') },
  { value: 'desktop', label: t('machine:log.desktop') },
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
    <section className={css.logs} aria-label={t('machine:log.title')}>
      {feed && (
        <LogView
          key={log}
          feed={feed}
          name={log}
          streams={false}
          lead={
            <SegmentedControl
              aria-label={t('machine:log.label')}
              size="xs"
              data={[...logNames]}
              value={log}
              onChange={onLog}
            />
          }
        />
      )}
    </section>
  )
}

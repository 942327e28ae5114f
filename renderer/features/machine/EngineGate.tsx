import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import type { MachineView } from '../../../electron/api/schema/status.ts'
import type { Connection } from '../../client/connection.ts'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { clock, span } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { EngineAway, SilentStrip } from '../engines/EngineAway.tsx'
import { useElsewhere } from '../engines/use-engine.ts'
import { MachineButtons } from './MachineButtons.tsx'
import css from './Machine.module.css'
import { StartScreen } from './StartScreen.tsx'
import { stepName } from './words.ts'

interface EngineGateProps {
  /** the page has its data, even if it is not current any more */
  readonly loaded: boolean
  /** it has, and there is none */
  readonly empty: boolean
  readonly children: ReactNode
}

/**
 * Stands over a page about the engine. Data that is there stays, with a strip that says since when it is not
 * current and what is being done; without data the machine's own steps take the page.
 */
export function EngineGate({ loaded, empty, children }: EngineGateProps): ReactNode {
  const { connection: link, engines } = useBerth()
  const connection = useStore(link)
  const isKnown = useStore(engines) !== null
  const elsewhere = useElsewhere()
  const view = useMachine()
  if (elsewhere && !elsewhere.state.answering && (!loaded || empty)) return <EngineAway view={elsewhere} />
  const answering = view?.status.state === 'running' && !!view.status.engine?.answering
  if (isKnown && !elsewhere && view && !answering && (!loaded || empty)) return <StartScreen view={view} />
  if (!loaded)
    return (
      <p className={css.asking} role="status">
        {t(connection.kind === 'lost' ? 'machine:noAnswer' : 'machine:askingEngine')}
      </p>
    )
  return (
    <>
      {elsewhere && connection.kind !== 'lost' ? (
        <SilentStrip view={elsewhere} />
      ) : (
        (connection.kind === 'lost' || !answering) && <Strip connection={connection} view={view} />
      )}
      {children}
    </>
  )
}

/** Ticks, so it is there only while it has something to say. */
function Strip({ connection, view }: { connection: Connection; view: MachineView | null }): ReactNode {
  const now = useNow(1000)
  if (connection.kind === 'lost')
    return (
      <Notice
        strip
        kind="warn"
        message={t('machine:lostFor', {
          at: clock(connection.since),
          span: span(now - Date.parse(connection.since)),
        })}
        hint={t('machine:lostHint')}
      />
    )
  if (!view) return null
  const { state, since } = view.status
  const current = view.activity?.steps.find((step) => step.state === 'running')
  switch (state) {
    case 'running': {
      const silent = view.engineSince ?? since
      return (
        <Notice
          strip
          kind="warn"
          message={t('machine:strip.silent', { at: clock(silent), span: span(now - Date.parse(silent)) })}
          hint={t('machine:strip.silentHint')}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => <Link to="/machine" search={{ log: 'engine' }} {...props} />}
            >
              {t('machine:strip.engineLog')}
            </Button>
          }
        />
      )
    }
    case 'failed':
      return (
        <Notice
          strip
          kind="error"
          message={t('machine:strip.failed', {
            at: clock(since),
            why: view.status.errors[0]?.message ?? t('machine:strip.noReason'),
          })}
          hint={view.status.errors[0]?.hint ?? t('machine:strip.lookAtLog')}
          actions={<MachineButtons limit={1} />}
        />
      )
    case 'starting':
    case 'stopping':
    case 'suspending':
      return (
        <Notice
          strip
          kind="info"
          message={
            current
              ? t(`machine:strip.${state}Step`, { step: stepName(current.name) })
              : t(`machine:strip.${state}`)
          }
          hint={current?.progress ?? t('machine:strip.asItWas')}
          actions={<MachineButtons limit={1} />}
        />
      )
    case 'stopped':
    case 'suspended':
      return (
        <Notice
          strip
          kind="info"
          message={t(`machine:strip.${state}`, { at: clock(since) })}
          hint={t('machine:strip.asItWas')}
          actions={<MachineButtons limit={1} />}
        />
      )
  }
}

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EnginesView } from '../../../electron/api/schema/engines.ts'
import { ownEngine } from '../../../electron/api/schema/own-engine.ts'
import { useBerth } from '../../client/context.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { clock, span } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import machineCss from '../machine/Machine.module.css'
import { engineName, switchEngine, useElsewhere } from './use-engine.ts'

/** Back to the engine that is always there. */
export function BackToOwn({ small = false }: { small?: boolean }): ReactNode {
  const berth = useBerth()
  return (
    <Button
      variant="default"
      {...(small && { size: 'compact-sm' })}
      onClick={() => switchEngine(berth, ownEngine)}
    >
      {t('engines:away.back')}
    </Button>
  )
}

/** In place of a page that has nothing to show, because an engine that is not Berth's own does not answer. */
export function EngineAway({ view }: { view: EnginesView }): ReactNode {
  const { current, state } = view
  if (state.reason === null)
    return (
      <p className={machineCss.asking} role="status">
        {t('engines:states.asking')}
      </p>
    )
  const title = t('engines:away.title', { name: engineName(current, view) })
  return (
    <section className={machineCss.start} aria-label={title}>
      <h2 className={machineCss.startTitle}>{title}</h2>
      <Notice kind="error" message={state.reason} hint={t('engines:away.why')} />
      <div className={machineCss.buttons}>
        <BackToOwn />
      </div>
    </section>
  )
}

/** Over what was last seen of an engine that is not Berth's own and does not answer now. */
export function SilentStrip({ view }: { view: EnginesView }): ReactNode {
  const { current, state } = view
  const now = useNow(1000)
  if (state.answering) return null
  return (
    <Notice
      strip
      kind="warn"
      message={t('engines:silent', {
        name: engineName(current, view),
        at: clock(state.since),
        span: span(now - Date.parse(state.since)),
      })}
      hint={state.reason ?? t('engines:states.asking')}
      actions={<BackToOwn small />}
    />
  )
}

/** On a page about what only Berth's own engine has, while another is looked at. */
export function OwnEngineNote({ only = false }: { only?: boolean }): ReactNode {
  const elsewhere = useElsewhere()
  if (!elsewhere) return null
  const name = engineName(elsewhere.current, elsewhere)
  return (
    <Notice
      strip
      kind="info"
      message={only ? t('engines:ownOnly', { name }) : t('engines:ownPage', { name })}
      actions={<BackToOwn small />}
    />
  )
}

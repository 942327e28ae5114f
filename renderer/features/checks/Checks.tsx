import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { worstOf, type Check } from '../../../electron/api/schema/checks.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import css from './Checks.module.css'
import { useChecks } from './useChecks.ts'

const icons = { ok: IconCircleCheck, warning: IconAlertTriangle, failed: IconCircleX } as const

/** What Berth found on this computer, what is wrong first, each with a button or a command that puts it right. */
export function Checks({ onlyWrong = false }: { onlyWrong?: boolean }): ReactNode {
  const { checks, error, looking, look } = useChecks()
  const shown = (checks ?? []).filter(({ state }) => !onlyWrong || state !== 'ok')
  return (
    <div>
      <div className={css.sum}>
        <p role="status">{looking ? t('checks:looking') : checks && sumOf(checks)}</p>
        <Button size="compact-sm" variant="default" disabled={looking} onClick={look}>
          {t('checks:again')}
        </Button>
      </div>
      {error !== null && (
        <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />
      )}
      {shown.length > 0 && (
        <ul className={css.list} aria-label={t('checks:label')}>
          {[...shown]
            .sort((a, b) => weight(b) - weight(a))
            .map((check) => (
              <One key={check.id} check={check} onFixed={look} />
            ))}
        </ul>
      )}
    </div>
  )
}

const weight = ({ state }: Check): number => ({ ok: 0, warning: 1, failed: 2 })[state]

function sumOf(checks: readonly Check[]): string {
  const worst = worstOf(checks)
  const count = checks.filter(({ state }) => state === worst).length
  return t(`checks:sum.${worst}`, { count })
}

function One({ check, onFixed }: { check: Check; onFixed: () => void }): ReactNode {
  const { client, connection } = useBerth()
  const connected = useStore(connection).kind === 'open'
  const [fixing, setFixing] = useState(false)
  const { fix } = check
  const Icon = icons[check.state]
  const run = async (): Promise<void> => {
    if (fix?.kind !== 'action') return
    setFixing(true)
    try {
      await client.checks.fix.mutate({ action: fix.action })
      onFixed()
    } catch (thrown) {
      tellError(thrown)
    } finally {
      setFixing(false)
    }
  }
  return (
    <li>
      <Icon
        size={16}
        role="img"
        aria-label={t(`checks:state.${check.state}`)}
        className={`${css.icon ?? ''} ${css[check.state] ?? ''}`}
      />
      <strong>{t(`checks:title.${check.id}`)}</strong>
      <div className={css.words}>
        <span>{check.sentence}</span>
        {check.hint !== '' && <span className="dim">{check.hint}</span>}
        {fix?.kind === 'command' && <Command line={fix.command} />}
        {fix?.kind === 'action' && (
          <div>
            <Button
              size="compact-sm"
              variant="default"
              title={fix.command}
              disabled={!connected}
              loading={fixing}
              onClick={() => void run()}
            >
              {t(`checks:fix.${fix.action}`)}
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}

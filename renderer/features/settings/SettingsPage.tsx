import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { EngineSection } from './EngineSection.tsx'
import css from './Settings.module.css'

/** What is set once and counts for all: the engine's settings, and the way to the machine's. */
export function SettingsPage(): ReactNode {
  const { client } = useBerth()
  const status = useMachine()?.status
  const { data, error } = useQuery({
    // Another state of the machine, and the engine has other settings.
    queryKey: ['engine-settings', status?.state, status?.engine?.answering],
    queryFn: () => client.settings.engine.view.query(),
    placeholderData: (before) => before,
    staleTime: 0,
  })
  return (
    <div className={css.page}>
      <div className={css.inner}>
        {error && <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />}
        {data ? (
          <EngineSection view={data} runs={status?.state === 'running'} />
        ) : (
          !error && <p className="dim">{t('settings:asking')}</p>
        )}
        <section className={css.section} aria-labelledby="machine-settings">
          <h2 id="machine-settings">{t('settings:machine.title')}</h2>
          <p className={css.intro}>{t('settings:machine.intro')}</p>
          <Button variant="default" renderRoot={(props) => <Link to="/machine" {...props} />}>
            {t('settings:machine.link')}
          </Button>
        </section>
      </div>
    </div>
  )
}

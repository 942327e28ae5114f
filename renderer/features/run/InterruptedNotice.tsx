import { Button } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { interruptedAmong } from '../../../electron/api/schema/stand-ins.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'

/** Tells of containers that were being made anew when Berth was cut off, and ends it as is wished. */
export function InterruptedNotice(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const { rows } = useStore(berth.containers)
  const jobs = useStore(berth.jobs)
  const found = useMemo(() => {
    // Jobs come by a table of their own: until they have, nobody knows what still goes on.
    if (!jobs.loaded) return []
    const busy = jobs.rows.filter(({ kind, state }) => kind === 'recreate' && state === 'running')
    return interruptedAmong(
      rows.map(({ name }) => name),
      new Set(busy.map(({ subject }) => subject)),
    )
  }, [rows, jobs])
  return found.map(({ name, stamp, hasNew }) => {
    const settle = (keep: 'old' | 'new'): void =>
      void berth.client.create.settle.mutate({ name, stamp, keep }).catch(tellError)
    return (
      <Notice
        key={`${name} ${stamp}`}
        strip
        kind="warn"
        message={t('run:interrupted.message', { name })}
        hint={hasNew ? t('run:interrupted.hintBoth') : t('run:interrupted.hintOld')}
        actions={
          <>
            <Button size="compact-sm" variant="default" disabled={!live} onClick={() => settle('old')}>
              {t('run:interrupted.restore')}
            </Button>
            {hasNew && (
              <Button size="compact-sm" variant="default" disabled={!live} onClick={() => settle('new')}>
                {t('run:interrupted.keepNew')}
              </Button>
            )}
          </>
        }
      />
    )
  })
}

import { Anchor } from '@mantine/core'
import { modals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { plainError } from '../../client/errors.ts'
import type { PendingAction } from '../../client/pending.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import css from './failures.module.css'

/** A container for which the engine did not do what was asked, and why. */
export interface Failure {
  readonly row: ContainerRow
  readonly error: unknown
}

/** So many are named in the message itself; a dialog names all. */
const named = 4

/** One message for all that failed: how many, which, and each one's reason. What was called off is no failure. */
export function tellFailures(action: PendingAction, given: readonly Failure[], all: number): void {
  const failures = given.filter(({ error }) => plainError(error).code !== 'cancelled')
  const [first] = failures
  if (!first) return
  if (all === 1) {
    tellError(first.error)
    return
  }
  const failed = t(`containers:failed.${action}`, { count: failures.length })
  const title = t('containers:failed.ofAll', { failed, all })
  const id = notifications.show({
    color: 'red',
    title,
    message: (
      <>
        <FailureList failures={failures.slice(0, named)} />
        {failures.length > named && (
          <Anchor
            component="button"
            type="button"
            onClick={() => {
              notifications.hide(id)
              modals.open({ title, size: 'lg', children: <FailureList failures={failures} /> })
            }}
          >
            {t('containers:failed.all', { count: failures.length })}
          </Anchor>
        )}
      </>
    ),
    autoClose: false,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': t('common:dismiss') },
    role: 'alert',
  })
}

function FailureList({ failures }: { failures: readonly Failure[] }): ReactNode {
  return (
    <ul className={css.failures}>
      {failures.map(({ row, error }) => {
        const { message, hint } = plainError(error)
        return (
          <li key={row.id}>
            <strong>{row.name}</strong> <span className={css.why}>{message}</span>{' '}
            <span className="dim">{hint}</span>
          </li>
        )
      })}
    </ul>
  )
}

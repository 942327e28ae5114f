import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ContainerAction, ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import { logsOf } from '../logs/selection.ts'
import { act, faces, possibleForAny } from './actions.tsx'
import { askToRemove } from './RemoveContainers.tsx'

const order: readonly ContainerAction[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill']

interface BulkActionsProps {
  readonly rows: readonly ContainerRow[]
  readonly onRemoved: () => void
}

/** What can be done with the selected containers; each does it to those of them that it is possible for. */
export function BulkActions({ rows, onRemoved }: BulkActionsProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const possible = possibleForAny(rows)
  return (
    <>
      {order.map((action) => (
        <Button
          key={action}
          size="compact-sm"
          variant="default"
          disabled={!live || !possible.has(action)}
          onClick={() => void act(berth, rows, action)}
        >
          {faces[action].label}
        </Button>
      ))}
      <Button size="compact-sm" variant="default" onClick={() => void navigate(logsOf(rows))}>
        {t('logs:openMerged')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!live}
        onClick={() => askToRemove(berth, rows, onRemoved)}
      >
        {t('containers:action.remove')}
      </Button>
    </>
  )
}

import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { t } from '../../i18n/index.ts'
import { act, faces, possibleActions } from './actions.tsx'

interface RowActionsProps {
  readonly row: ContainerRow
  readonly onMenu: (row: ContainerRow, at: { x: number; y: number }) => void
}

/** The two likeliest actions of a row, and a menu of all. */
export function RowActions({ row, onMenu }: RowActionsProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const busy = useStore(berth.pending).has(row.id)
  return (
    <>
      {possibleActions(row)
        .slice(0, 2)
        .map((action) => (
          <IconButton
            key={action}
            tabbable={false}
            label={t('containers:actionOn', { action: faces[action].label, name: row.name })}
            icon={faces[action].icon}
            disabled={!live || busy}
            onClick={() => void act(berth, [row], action)}
          />
        ))}
      <IconButton
        tabbable={false}
        label={t('containers:more', { name: row.name })}
        icon={IconDots}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          onMenu(row, { x: box.left, y: box.bottom })
        }}
      />
    </>
  )
}

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { actOnMachine, machineFaces, machineLabel, possibleMachineActions } from './machine-actions.tsx'

interface MachineButtonsProps {
  /** a start stands out */
  readonly primary?: boolean
  /** at most so many */
  readonly limit?: number
}

/** What can be done with the machine now. */
export function MachineButtons({ primary = false, limit = 9 }: MachineButtonsProps): ReactNode {
  const berth = useBerth()
  const view = useMachine()
  const connected = useStore(berth.connection).kind === 'open'
  if (!view) return null
  const { state } = view.status
  return possibleMachineActions(view.status)
    .slice(0, limit)
    .map((action) => {
      const { icon: Icon, command } = machineFaces[action]
      return (
        <Button
          key={action}
          variant={primary && action === 'start' ? 'filled' : 'default'}
          title={command}
          disabled={!connected}
          leftSection={<Icon size={14} />}
          onClick={() => void actOnMachine(berth, action)}
        >
          {machineLabel(action, state)}
        </Button>
      )
    })
}

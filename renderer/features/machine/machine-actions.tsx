import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugX,
  IconRefresh,
  IconSnowflake,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import type { StateName } from '../../../electron/api/schema/status.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { tellError } from '../../components/tell.tsx'

export type MachineAction = 'start' | 'cold-start' | 'stop' | 'force-stop' | 'restart' | 'suspend' | 'cancel'

interface MachineActionFace {
  readonly label: string
  readonly icon: Icon
  /** the command that does the same */
  readonly command: string
}

export const machineFaces: Readonly<Record<MachineAction, MachineActionFace>> = {
  start: { label: 'Start', icon: IconPlayerPlay, command: 'berth start' },
  'cold-start': { label: 'Start cold', icon: IconSnowflake, command: 'berth start --cold' },
  stop: { label: 'Stop', icon: IconPlayerStop, command: 'berth stop' },
  'force-stop': { label: 'Stop by force', icon: IconPlugX, command: 'berth stop --force' },
  restart: { label: 'Restart', icon: IconRefresh, command: 'berth restart' },
  suspend: { label: 'Suspend', icon: IconPlayerPause, command: 'berth suspend' },
  cancel: { label: 'Cancel', icon: IconX, command: 'Ctrl-C in berth start' },
}

/** The label as it fits the state: a suspended machine resumes, a failed one is tried again. */
export function machineLabel(action: MachineAction, state: StateName): string {
  if (action === 'start' && state === 'suspended') return 'Resume'
  if (action === 'start' && state === 'failed') return 'Try again'
  return machineFaces[action].label
}

/** What can be done with the machine in a state, the most likely first. */
export function possibleMachineActions(state: StateName): MachineAction[] {
  switch (state) {
    case 'stopped':
      return ['start']
    case 'suspended':
      return ['start', 'cold-start']
    case 'starting':
      return ['cancel']
    case 'running':
      return ['suspend', 'stop', 'restart']
    case 'stopping':
    case 'suspending':
      return ['force-stop']
    case 'failed':
      return ['start', 'force-stop']
  }
}

/**
 * Does it. The machine's own view tells how it goes on and, as its errors, why it failed: an error that the view
 * will show is not told a second time in the corner.
 */
export async function actOnMachine(berth: Berth, action: MachineAction): Promise<void> {
  const { machine } = berth.client
  try {
    await {
      start: () => machine.start.mutate({ cold: false }),
      'cold-start': () => machine.start.mutate({ cold: true }),
      stop: () => machine.stop.mutate({ force: false }),
      'force-stop': () => machine.stop.mutate({ force: true }),
      restart: () => machine.restart.mutate(),
      suspend: () => machine.suspend.mutate(),
      cancel: () => machine.cancel.mutate(),
    }[action]()
  } catch (thrown) {
    const { message } = plainError(thrown)
    const shown = berth.machine.get()?.status.errors.some((error) => error.message === message)
    if (!shown) tellError(thrown)
  }
}

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
import type { StateName, Status } from '../../../electron/api/schema/status.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { t } from '../../i18n/index.ts'
import type { Messages } from '../../i18n/messages.ts'
import { tellError } from '../../components/tell.tsx'

export type MachineAction = 'start' | 'cold-start' | 'stop' | 'force-stop' | 'restart' | 'suspend' | 'cancel'

interface MachineActionFace {
  readonly words: Words
  readonly icon: Icon
  /** the command that does the same */
  readonly command: string
}

type Words = keyof Messages['machine']['actions']

export const machineFaces: Readonly<Record<MachineAction, MachineActionFace>> = {
  start: { words: 'start', icon: IconPlayerPlay, command: 'berth start' },
  'cold-start': { words: 'coldStart', icon: IconSnowflake, command: 'berth start --cold' },
  stop: { words: 'stop', icon: IconPlayerStop, command: 'berth stop' },
  'force-stop': { words: 'forceStop', icon: IconPlugX, command: 'berth stop --force' },
  restart: { words: 'restart', icon: IconRefresh, command: 'berth restart' },
  suspend: { words: 'suspend', icon: IconPlayerPause, command: 'berth suspend' },
  cancel: { words: 'cancel', icon: IconX, command: 'Ctrl-C in berth start' },
}

/** A suspended machine resumes, a failed one is tried again. */
function wordsFor(action: MachineAction, state: StateName): Words {
  if (action === 'start' && state === 'suspended') return 'resume'
  if (action === 'start' && state === 'failed') return 'again'
  return machineFaces[action].words
}

/** The label as it fits the state. */
export function machineLabel(action: MachineAction, state: StateName): string {
  return t(`machine:actions.${wordsFor(action, state)}`)
}

/** The same, where nothing else says that it is about the machine. */
export function machineCommand(action: MachineAction, state: StateName): string {
  return t(`machine:commands.${wordsFor(action, state)}`)
}

/** What can be done with the machine in a state, the most likely first. */
export function possibleMachineActions({
  state,
  suspends,
}: Pick<Status, 'state' | 'suspends'>): MachineAction[] {
  switch (state) {
    case 'stopped':
      return ['start']
    case 'suspended':
      return ['start', 'cold-start']
    case 'starting':
      return ['cancel']
    case 'running':
      return suspends ? ['suspend', 'stop', 'restart'] : ['stop', 'restart']
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

import { Menu } from '@mantine/core'
import { IconChevronDown, IconServer2 } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { StateDot } from '../components/StateDot.tsx'
import {
  actOnMachine,
  machineFaces,
  machineLabel,
  possibleMachineActions,
} from '../features/machine/machine-actions.tsx'
import { Timeline } from '../features/machine/Steps.tsx'
import { machineFace } from '../features/machine/words.ts'
import { gibibytes, percent } from '../lib/format.ts'
import css from './TopBar.module.css'

/** The machine in one pill: a mark, a word, its load; a click opens what can be done with it. */
export function MachinePill(): ReactNode {
  const berth = useBerth()
  const navigate = useNavigate()
  const connection = useStore(berth.connection)
  const view = useMachine()
  const usage = useStore(berth.usage)
  const lost = connection.kind === 'lost'
  const face = lost ? { look: 'busy' as const, word: 'not connected' } : machineFace(view)
  const actions = view ? possibleMachineActions(view.status.state) : []
  return (
    <Menu position="bottom-end" width="auto">
      <Menu.Target>
        <button type="button" className={css.pill} aria-label={`Machine: ${face.word}`}>
          <StateDot look={face.look} />
          <span>{face.word}</span>
          {usage && !lost && (
            <span className={css.load}>
              CPU {percent(usage.cpu)} · {gibibytes(usage.memoryUsedBytes)} of {gibibytes(usage.memoryBytes)}
            </span>
          )}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Machine">
        {view &&
          actions.map((action) => {
            const { icon: Icon, command } = machineFaces[action]
            return (
              <Menu.Item
                key={action}
                disabled={connection.kind !== 'open'}
                leftSection={<Icon size={14} />}
                rightSection={<code className="mono dim">{command}</code>}
                onClick={() => void actOnMachine(berth, action)}
              >
                {machineLabel(action, view.status.state)}
              </Menu.Item>
            )
          })}
        <Menu.Item leftSection={<IconServer2 size={14} />} onClick={() => void navigate({ to: '/machine' })}>
          Show the machine
        </Menu.Item>
        {view?.status.lastStart && (
          <>
            <Menu.Divider />
            <div className={css.timeline} role="presentation">
              <Timeline start={view.status.lastStart} />
            </div>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

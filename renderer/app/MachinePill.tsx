import { Popover } from '@mantine/core'
import { IconChevronDown, IconServer2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
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
import { t } from '../i18n/index.ts'
import { gibibytes, percent } from '../lib/format.ts'
import css from './TopBar.module.css'

/** The machine in one pill: a mark, a word, its load; a click opens what can be done with it. */
export function MachinePill(): ReactNode {
  const berth = useBerth()
  const [opened, setOpened] = useState(false)
  const connection = useStore(berth.connection)
  const view = useMachine()
  const usage = useStore(berth.usage)
  const lost = connection.kind === 'lost'
  const face = lost ? { look: 'busy' as const, word: t('machine:states.lost') } : machineFace(view)
  const actions = view ? possibleMachineActions(view.status) : []
  const close = (): void => setOpened(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.pill}
          aria-label={t('app:pill.label', { state: face.word })}
          onClick={() => setOpened(!opened)}
        >
          <StateDot look={face.look} />
          <span>{face.word}</span>
          {usage && !lost && (
            <span className={css.load}>
              {t('machine:usage.load', {
                cpu: percent(usage.cpu),
                used: gibibytes(usage.memoryUsedBytes),
                all: gibibytes(usage.memoryBytes),
              })}
            </span>
          )}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('app:pill.menu')}>
        {view &&
          actions.map((action) => {
            const { icon: Icon, command } = machineFaces[action]
            return (
              <button
                key={action}
                type="button"
                className={css.action}
                disabled={connection.kind !== 'open'}
                onClick={() => {
                  close()
                  void actOnMachine(berth, action)
                }}
              >
                <Icon size={14} aria-hidden />
                {machineLabel(action, view.status.state)}
                <code className="mono dim" aria-hidden>
                  {command}
                </code>
              </button>
            )
          })}
        <Link to="/machine" className={css.action} onClick={close}>
          <IconServer2 size={14} aria-hidden />
          {t('app:pill.show')}
        </Link>
        {view?.status.lastStart && (
          <div className={css.timeline}>
            <Timeline start={view.status.lastStart} />
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

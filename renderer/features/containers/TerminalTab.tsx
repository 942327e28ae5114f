import { ActionIcon, Button, Tooltip, useComputedColorScheme } from '@mantine/core'
import {
  IconPlugConnected,
  IconPlus,
  IconSearch,
  IconTextDecrease,
  IconTextIncrease,
  IconX,
} from '@tabler/icons-react'
import '@xterm/xterm/css/xterm.css'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { usePreference } from '../../lib/preferences.ts'
import type { OpenTerminal } from './open-terminal.ts'
import { mostTerminals, TerminalDesk } from './terminal-desk.ts'
import { isOver } from './terminal-session.ts'
import { titleOf } from './terminal-words.ts'
import { TerminalOpener } from './TerminalOpener.tsx'
import { TerminalScreen } from './TerminalScreen.tsx'
import css from './TerminalTab.module.css'

const [smallestPx, usualPx, largestPx] = [9, 12, 24]

/** The terminals in a container: any number, each with its shell and user; they live on while one looks elsewhere. */
export function TerminalTab({ row }: { row: ContainerRow }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const desk = useMemo(() => TerminalDesk.of(berth, row.id), [berth, row.id])
  const { terminals, current } = useStore(desk.view)
  const { shell } = useEnginePowers()
  const scheme = useComputedColorScheme('light')
  const [fontSize, setFontSize] = usePreference('terminal.fontSize', usualPx)
  const [finds, setFinds] = useState(false)
  const leave = useRef<HTMLButtonElement>(null)
  const runs = row.state === 'running'
  const canOpen = runs && live && terminals.length < mostTerminals

  // The first one opens by itself; what was closed by hand stays closed.
  const isFresh = runs && terminals.length === 0
  const opensOne = useRef(isFresh)
  useEffect(() => {
    if (!opensOne.current || !runs) return
    opensOne.current = false
    if (desk.view.get().terminals.length === 0) desk.open()
  }, [desk, runs])

  if (terminals.length === 0 && !runs)
    return (
      <div className={css.off}>
        <Notice
          kind="info"
          message={t('terminal:notRunning', { name: row.name })}
          hint={t('terminal:notRunningHint', {
            command: dockerCommand('run', '--rm', '-it', row.image, shell),
          })}
        />
      </div>
    )
  return (
    <div className={css.frame}>
      <div className={css.bar}>
        <div className={css.tabs} role="group" aria-label={t('terminal:list', { name: row.name })}>
          {terminals.map((terminal) => (
            <Chip
              key={terminal.number}
              terminal={terminal}
              chosen={terminal === current}
              onChoose={() => desk.choose(terminal)}
              onClose={() => desk.close(terminal)}
            />
          ))}
        </div>
        <Tooltip label={t('terminal:new')}>
          <ActionIcon
            ref={leave}
            aria-label={t('terminal:new')}
            disabled={!canOpen}
            onClick={() => desk.open()}
          >
            <IconPlus size={16} />
          </ActionIcon>
        </Tooltip>
        <TerminalOpener container={row.id} disabled={!canOpen} onOpen={(options) => desk.open(options)} />
        <Tooltip label={t('terminal:main.attach')}>
          <ActionIcon
            aria-label={t('terminal:main.attach')}
            disabled={!canOpen}
            onClick={() => desk.attach()}
          >
            <IconPlugConnected size={16} />
          </ActionIcon>
        </Tooltip>
        <span className={css.gap} />
        <Tool label={t('terminal:find.open')} icon={IconSearch} on={finds} onClick={() => setFinds(!finds)} />
        <Tool
          label={t('terminal:smaller')}
          icon={IconTextDecrease}
          onClick={() => setFontSize(Math.max(smallestPx, fontSize - 1))}
        />
        <Tool
          label={t('terminal:larger')}
          icon={IconTextIncrease}
          onClick={() => setFontSize(Math.min(largestPx, fontSize + 1))}
        />
      </div>
      {current ? (
        <TerminalScreen
          key={current.number}
          terminal={current}
          name={row.name}
          look={{ scheme, fontSize }}
          finds={finds}
          canOpen={runs && live}
          onFind={setFinds}
          onLeave={() => leave.current?.focus()}
        />
      ) : (
        <div className={css.off}>
          <Button variant="default" disabled={!canOpen} onClick={() => desk.open()}>
            {t('terminal:new')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface ChipProps {
  readonly terminal: OpenTerminal
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onClose: () => void
}

function Chip({ terminal, chosen, onChoose, onClose }: ChipProps): ReactNode {
  const over = isOver(useStore(terminal.state))
  const title = titleOf(terminal.number, terminal.options)
  return (
    <span className={css.chip} data-chosen={chosen || undefined} data-over={over || undefined}>
      <button type="button" aria-pressed={chosen} className={`clip ${css.choose ?? ''}`} onClick={onChoose}>
        {title}
      </button>
      <button
        type="button"
        className={css.close}
        aria-label={t('terminal:close', { title })}
        title={t('terminal:close', { title })}
        onClick={onClose}
      >
        <IconX size={12} aria-hidden />
      </button>
    </span>
  )
}

interface ToolProps {
  readonly label: string
  readonly icon: typeof IconX
  readonly on?: boolean
  readonly onClick: () => void
}

function Tool({ label, icon: Glyph, on, onClick }: ToolProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        {...(on === undefined ? {} : { 'aria-pressed': on })}
        variant={on ? 'light' : 'subtle'}
        color={on ? 'berth' : 'gray'}
        onClick={onClick}
      >
        <Glyph size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

import { Button, useComputedColorScheme } from '@mantine/core'
import { FitAddon } from '@xterm/addon-fit'
import { Terminal, type ITheme } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth } from '../../client/context.ts'
import { Notice } from '../../components/Notice.tsx'
import { dockerCommand } from '../../lib/docker-command.ts'
import { TerminalSession, type TerminalState } from './terminal-session.ts'
import css from './TerminalTab.module.css'

const themes: Readonly<Record<'light' | 'dark', ITheme>> = {
  light: {
    background: '#f3f3f1',
    foreground: '#1c1f21',
    cursor: '#0b6b86',
    selectionBackground: '#b9dbe6',
    black: '#3b3f42',
    red: '#b3261e',
    green: '#26743a',
    yellow: '#7a5200',
    blue: '#1f5fae',
    magenta: '#8a3aa0',
    cyan: '#0b6b86',
    white: '#5c6266',
  },
  dark: {
    background: '#111415',
    foreground: '#e2e5e7',
    cursor: '#5bb8d4',
    selectionBackground: '#1f4a58',
    black: '#7d868c',
    red: '#ff8f80',
    green: '#6fc486',
    yellow: '#e3b45c',
    blue: '#7fb2f0',
    magenta: '#d79be8',
    cyan: '#5bb8d4',
    white: '#c3c9cd',
  },
}

/** A shell in the container, in a terminal. Shift+Esc leaves it, since all other keys are the shell's. */
export function TerminalTab({ row }: { row: ContainerRow }): ReactNode {
  const berth = useBerth()
  const place = useRef<HTMLDivElement>(null)
  const leave = useRef<HTMLButtonElement>(null)
  const shown = useRef<Terminal | null>(null)
  const [state, setState] = useState<TerminalState>({ kind: 'opening' })
  const [turn, setTurn] = useState(0)
  const scheme = useComputedColorScheme('light')
  const runs = row.state === 'running'

  useEffect(() => {
    const element = place.current
    if (!element || !runs) return
    const terminal = new Terminal({
      fontFamily:
        'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
      fontSize: 12,
      scrollback: 10_000,
      cursorBlink: false,
      screenReaderMode: true,
    })
    shown.current = terminal
    const fit = new FitAddon()
    terminal.loadAddon(fit)
    terminal.open(element)
    fit.fit()
    const size = (): { columns: number; rows: number } => ({ columns: terminal.cols, rows: terminal.rows })
    const session = new TerminalSession(berth.client, row.id, size(), {
      onState: setState,
      onOutput: (bytes) => terminal.write(bytes),
    })
    const encoder = new TextEncoder()
    terminal.onData((text) => session.write(encoder.encode(text)))
    terminal.onBinary((text) => session.write(Uint8Array.from(text, (character) => character.charCodeAt(0))))
    terminal.onResize(() => session.resize(size()))
    terminal.attachCustomKeyEventHandler((event) => {
      if (event.key !== 'Escape' || !event.shiftKey) return true
      if (event.type === 'keydown') leave.current?.focus()
      return false
    })
    const observer = new ResizeObserver(() => fit.fit())
    observer.observe(element)
    terminal.focus()
    return () => {
      observer.disconnect()
      session.close()
      terminal.dispose()
      shown.current = null
    }
  }, [berth, row.id, runs, turn])

  useEffect(() => {
    if (shown.current) shown.current.options.theme = themes[scheme]
  }, [scheme, runs, turn, row.id])

  if (!runs)
    return (
      <div className={css.off}>
        <Notice
          kind="info"
          message={`${row.name} does not run, so there is no shell to open in it.`}
          hint={`Start it, or try its image: ${dockerCommand('run', '--rm', '-it', row.image, 'sh')}`}
        />
      </div>
    )
  return (
    <div className={css.frame}>
      <div ref={place} className={css.place} role="group" aria-label={`Terminal in ${row.name}`} />
      <div className={css.foot}>
        <span role="status">{stateWords(state)}</span>
        <span className={css.hint}>Shift+Esc leaves the terminal</span>
        <Button ref={leave} size="compact-xs" variant="default" onClick={() => setTurn(turn + 1)}>
          {state.kind === 'open' || state.kind === 'opening' ? 'New shell' : 'Open a shell again'}
        </Button>
      </div>
    </div>
  )
}

function stateWords(state: TerminalState): string {
  switch (state.kind) {
    case 'opening':
      return 'Opening a shell…'
    case 'open':
      return 'Connected'
    case 'ended':
      return state.code === null ? 'The shell ended.' : `The shell ended with exit code ${state.code}.`
    case 'lost':
      return 'The connection to Berth was lost, and the shell with it.'
    case 'failed':
      return `${state.error.message} ${state.error.hint}`
  }
}

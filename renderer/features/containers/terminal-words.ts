import type { MainProcess, TerminalOptions } from '../../../electron/api/schema/terminals.ts'
import { t } from '../../i18n/index.ts'
import type { TerminalState } from './terminal-session.ts'

/** What a terminal is called among others: "2: bash as www-data". */
export function titleOf(number: number, { command, user, attach }: TerminalOptions): string {
  if (attach) return t('terminal:title', { number, program: t('terminal:main.title') })
  const program = command?.[0]?.split('/').at(-1) ?? t('terminal:shell')
  return user === null
    ? t('terminal:title', { number, program })
    : t('terminal:titleAs', { number, program, user })
}

export function stateWords(state: TerminalState, { attach }: Pick<TerminalOptions, 'attach'>): string {
  switch (state.kind) {
    case 'opening':
      return t(attach ? 'terminal:main.opening' : 'terminal:state.opening')
    case 'open':
      if (!state.main) return t('terminal:state.open')
      return t(`terminal:main.open.${state.main.input === 'open' ? inputOf(state.main) : state.main.input}`)
    case 'detached':
      return t('terminal:main.detached')
    case 'ended':
      if (attach)
        return state.code === null
          ? t('terminal:main.ended')
          : t('terminal:main.endedWith', { code: state.code })
      return state.code === null
        ? t('terminal:state.ended')
        : t('terminal:state.endedWith', { code: state.code })
    case 'lost':
      return t(attach ? 'terminal:main.lost' : 'terminal:state.lost')
    case 'failed':
      return `${state.error.message} ${state.error.hint}`
  }
}

const inputOf = ({ tty }: MainProcess): 'terminal' | 'lines' => (tty ? 'terminal' : 'lines')

import type { TerminalOptions } from '../../../electron/api/schema/terminals.ts'
import { t } from '../../i18n/index.ts'
import type { TerminalState } from './terminal-session.ts'

/** What a terminal is called among others: "2: bash as www-data". */
export function titleOf(number: number, { command, user }: TerminalOptions): string {
  const program = command?.[0]?.split('/').at(-1) ?? t('terminal:shell')
  return user === null
    ? t('terminal:title', { number, program })
    : t('terminal:titleAs', { number, program, user })
}

export function stateWords(state: TerminalState): string {
  switch (state.kind) {
    case 'opening':
      return t('terminal:state.opening')
    case 'open':
      return t('terminal:state.open')
    case 'ended':
      return state.code === null
        ? t('terminal:state.ended')
        : t('terminal:state.endedWith', { code: state.code })
    case 'lost':
      return t('terminal:state.lost')
    case 'failed':
      return `${state.error.message} ${state.error.hint}`
  }
}

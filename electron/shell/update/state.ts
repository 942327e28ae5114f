import type { UpdateState } from '../../api/schema/update.ts'

export type UpdateEvent =
  | { readonly kind: 'check' }
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'nothing-new'; readonly at: number }
  /** what the updater looks for does not exist for this kind of package */
  | { readonly kind: 'no-feed' }
  | { readonly kind: 'fetch' }
  | { readonly kind: 'progress'; readonly percent: number }
  | { readonly kind: 'fetched'; readonly version: string }
  | { readonly kind: 'install' }
  | { readonly kind: 'error'; readonly message: string }

/** What follows from an event. What does not fit a state changes nothing: events of the updater come when they come. */
export function updateAfter(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.kind) {
    case 'check':
      return state.kind === 'none' || state.kind === 'failed' || state.kind === 'available'
        ? { kind: 'checking' }
        : state
    case 'found':
      return state.kind === 'checking' ? { kind: 'available', version: event.version } : state
    case 'nothing-new':
      return state.kind === 'checking' ? { kind: 'none', checkedAt: event.at } : state
    case 'no-feed':
      return { kind: 'off' }
    case 'fetch':
      return state.kind === 'available' ? { kind: 'fetching', version: state.version, percent: 0 } : state
    case 'progress':
      return state.kind === 'fetching' ? fetched(state, event.percent) : state
    case 'fetched':
      return state.kind === 'fetching' ? { kind: 'ready', version: event.version } : state
    case 'install':
      return state.kind === 'ready' ? { kind: 'installing', version: state.version } : state
    case 'error':
      return { kind: 'failed', what: whatFailed(state), message: event.message.slice(0, 2000) }
  }
}

/** In whole percents: what does not show is no change. */
function fetched(state: UpdateState & { kind: 'fetching' }, share: number): UpdateState {
  const percent = Math.min(100, Math.max(0, Math.floor(share)))
  return percent === state.percent ? state : { ...state, percent }
}

function whatFailed(state: UpdateState): 'check' | 'fetch' | 'install' {
  if (state.kind === 'fetching') return 'fetch'
  return state.kind === 'installing' ? 'install' : 'check'
}

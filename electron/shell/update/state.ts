/** Where an update stands. */
export type UpdateState =
  | { readonly kind: 'none'; readonly checkedAt: number | null }
  | { readonly kind: 'checking' }
  /** offered; not fetched unless the user, or the setting, wants it */
  | { readonly kind: 'available'; readonly version: string }
  | { readonly kind: 'fetching'; readonly version: string; readonly percent: number }
  /** fetched; installed when the user says so, never by itself */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'installing'; readonly version: string }
  | { readonly kind: 'failed'; readonly what: 'check' | 'fetch' | 'install'; readonly message: string }

export type UpdateEvent =
  | { readonly kind: 'check' }
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'nothing-new'; readonly at: number }
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
    case 'fetch':
      return state.kind === 'available' ? { kind: 'fetching', version: state.version, percent: 0 } : state
    case 'progress':
      return state.kind === 'fetching'
        ? { ...state, percent: Math.min(100, Math.max(0, event.percent)) }
        : state
    case 'fetched':
      return state.kind === 'fetching' ? { kind: 'ready', version: event.version } : state
    case 'install':
      return state.kind === 'ready' ? { kind: 'installing', version: state.version } : state
    case 'error':
      return { kind: 'failed', what: whatFailed(state), message: event.message }
  }
}

function whatFailed(state: UpdateState): 'check' | 'fetch' | 'install' {
  if (state.kind === 'fetching') return 'fetch'
  return state.kind === 'installing' ? 'install' : 'check'
}

import type { EnginesView } from '../../electron/api/schema/engines.ts'

/**
 * Tells when the page shows another engine than it should. What it shows is of the engine that its first connection spoke
 * with: after a switch, or a connection to a host that speaks of another, all of it would have to go, so it begins anew.
 */
export function engineGuard(beginAnew: () => void): (view: EnginesView) => boolean {
  let shown: string | null = null
  return ({ here, current }) => {
    shown ??= here
    const isShown = here === shown && current.id === shown
    if (!isShown) beginAnew()
    return isShown
  }
}

/** Loads the page anew, at the list of what it is about: what was open in it is another engine's. */
export function loadAnew(): void {
  const [, noun = ''] = location.pathname.split('/')
  location.assign(`/${noun}`)
}

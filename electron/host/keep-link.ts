import { pause } from '../base/deadline.ts'
import type { Log } from '../base/log.ts'
import type { Guest } from '../guest/index.ts'

export interface KeepLinkParts {
  readonly guest: Pick<Guest, 'changes' | 'state' | 'reconnect'>
  /** whether there is a machine to reach */
  readonly runs: () => boolean
  readonly log: Log
  readonly retryMs?: number
}

/** Milliseconds between tries after the link was given up: the guest may have been out of memory, or stood still. */
const retryMs = 15_000

/** Tries again and again to reach a guest whose link was lost for good while its machine runs on. */
export function keepLink(parts: KeepLinkParts): void {
  const { guest, runs, log } = parts
  const never = new AbortController().signal
  guest.changes.subscribe((state) => {
    if (state.kind !== 'lost' || !runs()) return
    void (async () => {
      await pause(parts.retryMs ?? retryMs, never)
      // Somebody else may have seen to it, or the machine has ended.
      if (guest.state !== state || !runs()) return
      log.info({}, 'trying to reach the guest again')
      await guest.reconnect(AbortSignal.timeout(60_000)).catch(() => undefined)
    })()
  })
}

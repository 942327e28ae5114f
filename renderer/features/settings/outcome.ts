import type { EngineApplied, EngineSettings } from '../../../electron/api/schema/engine-settings.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { Store } from '../../client/store.ts'
import { tell, tellError, tellFailure } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'

/** How the last try went that went wrong, until it is dismissed or another begins; it goes on when the page is left. */
export type Outcome = Extract<EngineApplied, { outcome: 'undone' | 'refused' }> | null
export const outcome = new Store<Outcome>(null)

/** Gives the engine these and tells once how it went: here while the page is open, else in the corner. */
export async function applyEngine(berth: Berth, engine: EngineSettings): Promise<EngineApplied | null> {
  outcome.set(null)
  try {
    const applied = await berth.client.settings.engine.applyNow.mutate({ engine })
    if (applied.outcome === 'applied') tell(t('settings:action.applied'))
    else if (applied.outcome === 'saved') tell(t('settings:action.saved'))
    else {
      outcome.set(applied)
      if (!location.pathname.startsWith('/settings'))
        tellFailure(applied.message, applied.outcome === 'undone' ? applied.hint : '')
    }
    return applied
  } catch (thrown) {
    const { code } = plainError(thrown)
    // The corner shows it wherever one is: what has become of it, the page finds by itself.
    if (code !== 'cancelled') tellError(thrown)
    return null
  } finally {
    await berth.queries.invalidateQueries({ queryKey: ['engine-settings'] })
    await berth.queries.invalidateQueries({ queryKey: ['settings'] })
  }
}

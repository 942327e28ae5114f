import type { EngineRow, EnginesView } from '../../../electron/api/schema/engines.ts'
import { ownEngine, windowsEngine } from '../../../electron/api/schema/own-engine.ts'
import type { Berth } from '../../client/berth.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { tellError } from '../../components/tell.tsx'
import type { Look } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'

/** The engines, where another than Berth's own is looked at; null where it is Berth's own, or not known yet. */
export function useElsewhere(): EnginesView | null {
  const view = useStore(useBerth().engines)
  return view && view.current.id !== ownEngine ? view : null
}

/** The computer on which published ports answer, where that is not this one. */
export const useEngineComputer = (): string | null => useStore(useBerth().engines)?.current.computer ?? null

/** What an engine is called: the two of a Windows computer by what they run, any other by its own name. */
export function engineName({ id, name }: EngineRow, { engines }: EnginesView): string {
  if (id === windowsEngine) return t('engines:windowsContainers')
  const hasWindows = engines.some((engine) => engine.id === windowsEngine)
  return id === ownEngine && hasWindows ? t('engines:linuxContainers') : name
}

/** The same where there is little room. */
export function shortEngineName(engine: EngineRow, view: EnginesView): string {
  const name = engineName(engine, view)
  if (engine.id === windowsEngine) return t('engines:short.windows')
  return name === engine.name ? name : t('engines:short.linux')
}

/** Has every page look at another engine. This one begins anew as soon as the host says that it is so. */
export function switchEngine(berth: Berth, id: string): void {
  berth.client.engines.use.mutate({ id }).catch((thrown: unknown) => tellError(thrown))
}

/** The mark and word of an engine that is not Berth's own. */
export function engineFace({ state }: EnginesView): { look: Look; word: string } {
  if (state.answering) return { look: 'on', word: t('engines:states.answering') }
  return state.reason === null
    ? { look: 'busy', word: t('engines:states.asking') }
    : { look: 'bad', word: t('engines:states.silent') }
}

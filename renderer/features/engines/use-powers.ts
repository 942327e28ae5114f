import { enginePowers, type EnginePowers } from '../../../electron/api/schema/engine-powers.ts'
import type { WindowsEngine } from '../../../electron/api/schema/windows-engine.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'

/** What the engine that is shown can do. */
export const useEnginePowers = (): EnginePowers =>
  enginePowers(useStore(useBerth().engines)?.state.os ?? null)

/** What the engine that is shown says of its Windows; null where its containers are Linux'. */
export const useWindows = (): WindowsEngine | null => useStore(useBerth().engines)?.state.windows ?? null

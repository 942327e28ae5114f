import { createContext, useContext } from 'react'
import { ownEngine } from '../../electron/api/schema/own-engine.ts'
import type { MachineView } from '../../electron/api/schema/status.ts'
import type { Berth } from './berth.ts'
import { useStore } from './store.ts'

export const BerthContext = createContext<Berth | null>(null)

export function useBerth(): Berth {
  const berth = useContext(BerthContext)
  if (!berth) throw new Error('useBerth outside of BerthContext')
  return berth
}

export const useMachine = (): MachineView | null => useStore(useBerth().machine)

/** True while the engine answers and the page hears it: what is shown is what is, and actions can work. */
export function useIsLive(): boolean {
  const berth = useBerth()
  const connection = useStore(berth.connection)
  const machine = useStore(berth.machine)
  const engines = useStore(berth.engines)
  if (connection.kind !== 'open' || !engines) return false
  if (engines.current.id !== ownEngine) return engines.state.answering
  return machine?.status.state === 'running' && !!machine.status.engine?.answering
}

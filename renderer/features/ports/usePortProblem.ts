import type { PublishedPort } from '../../../electron/api/schema/containers.ts'
import { portRowId } from '../../../electron/api/schema/port-id.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'

/** Why a published port does not answer on this computer, and what to do; null while it does. */
export function usePortProblem(port: PublishedPort): string | null {
  const { byId } = useStore(useBerth().ports)
  const id = portRowId(port)
  const problem = id === null ? null : byId.get(id)?.problem
  if (!problem) return null
  const { kind, address } = problem
  return t(`ports:problem.${kind}`, { address, protocol: port.protocol.toUpperCase() })
}

import { realpath } from 'node:fs/promises'
import type { EngineRow } from '../../api/schema/engines.ts'
import { windowsEngine } from '../../api/schema/own-engine.ts'
import { dockerHost, isPipe } from '../../base/paths.ts'
import { windowsContext } from '../docker-context.ts'
import { contextEndpoints, contextTls, type ContextParts } from '../docker-contexts.ts'
import { withoutUser } from '../redact/urls.ts'
import { computerOf, parseEndpoint, type Endpoint } from './endpoint.ts'

/** An engine of the list, with how it is reached; null for one that is not opened. */
export interface ListedEngine {
  readonly row: EngineRow
  readonly endpoint: Endpoint | null
}

export interface ListParts extends ContextParts {
  /** Berth's own engine, to which contexts lead as well */
  readonly engineSocket: string
  /** where Docker's clients look, if Berth's own engine answers there, too */
  readonly commonPipe?: string | null
  /** that of Windows' own containers, where this computer can have one */
  readonly windows?: WindowsSource | null
}

export interface WindowsSource {
  /** where Berth's own service answers, once it runs */
  readonly pipe: string
  /** where one answers now */
  find(): Promise<string | null>
}

const most = 50

/**
 * The engine of Windows' own containers, if there is one, and those of docker's contexts, but for Berth's own. Only read: docker
 * keeps them. Rejects where it cannot be asked.
 */
export async function listEngines(parts: ListParts): Promise<ListedEngine[]> {
  const [windows, contexts] = await Promise.all([parts.windows?.find(), contextEndpoints(parts)])
  const secured = contexts.filter(([, endpoint]) => endpoint.startsWith('tcp://')).map(([name]) => name)
  const tls = await contextTls(parts, secured)
  const own = await real(parts.engineSocket)
  const listed = contexts.map(async ([name, address]): Promise<ListedEngine[]> => {
    const found = parseEndpoint(address, tls.get(name) ?? null)
    const endpoint = typeof found === 'string' ? null : found
    // Its context is kept from when it is set up until it is removed: also while it does not answer.
    if (parts.windows && name === windowsContext && address === dockerHost(parts.windows.pipe))
      return windows ? [] : [windowsRow(parts.windows.pipe)]
    if (windows && address === dockerHost(windows)) return []
    if (endpoint && (await isNone(endpoint, own, parts))) return []
    const row: EngineRow = {
      id: `context:${name}`,
      name,
      context: name,
      kind: endpoint?.kind ?? (address.startsWith('ssh:') ? 'ssh' : 'tcp'),
      where: withoutUser(address),
      computer: endpoint && computerOf(endpoint),
      refused: typeof found === 'string' ? found : null,
    }
    return [{ row, endpoint }]
  })
  return [...(windows ? [windowsRow(windows)] : []), ...(await Promise.all(listed)).flat()].slice(0, most)
}

function windowsRow(socket: string): ListedEngine {
  const kind = isPipe(socket) ? 'npipe' : 'unix'
  const row = { id: windowsEngine, name: 'Windows containers', kind, where: dockerHost(socket) } as const
  return {
    row: { ...row, context: windowsContext, computer: null, refused: null },
    endpoint: { kind, path: socket },
  }
}

/** Docker always has a default context, also where no engine was ever installed; and some contexts lead to Berth. */
async function isNone(
  endpoint: Endpoint,
  own: string | null,
  { engineSocket, commonPipe }: ListParts,
): Promise<boolean> {
  if (endpoint.kind === 'npipe') return endpoint.path === engineSocket || endpoint.path === commonPipe
  if (endpoint.kind !== 'unix') return false
  const socket = await real(endpoint.path)
  return socket === null || socket === own || endpoint.path === engineSocket
}

const real = (file: string): Promise<string | null> => realpath(file).catch(() => null)

import { MessageChannelMain } from 'electron'
import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from '@trpc/client'
import { portSockets } from '../api/port/client-socket.ts'
import { fromElectronPort } from '../api/port/port.ts'
import type { AppRouter } from '../api/router/index.ts'
import type { HostProcess } from './host-process.ts'

export type Api = TRPCClient<AppRouter>

/** The shell's own connection to the host, in the owner's name; made again whenever it is lost. */
export function connectOwner(host: HostProcess): { api: Api; close(): Promise<void> } {
  const client = createWSClient({
    url: 'port:',
    WebSocket: portSockets(async () => {
      const { port1, port2 } = new MessageChannelMain()
      host.connect(port2, 'owner')
      return fromElectronPort(port1)
    }),
    retryDelayMs: (attempt) => Math.min(100 * 2 ** attempt, 3000),
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 8000 },
  })
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }),
    close: () => client.close(),
  }
}

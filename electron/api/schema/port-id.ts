import type { PublishedPort } from './containers.ts'

// Apart from the schemas: the page's first load needs this, and not what validates.

/** The id of the row that tells of a port of this computer. */
export const portId = (port: number, protocol: PublishedPort['protocol']): string => `${port}/${protocol}`

/** The id of the row that tells of a published port; null for one that is only exposed. */
export function portRowId(port: Pick<PublishedPort, 'hostPort' | 'protocol'>): string | null {
  return port.hostPort === null ? null : portId(port.hostPort, port.protocol)
}

import { isIP } from 'node:net'
import { z } from 'zod'
import type { EngineRefusal } from '../../api/schema/engines.ts'
import { pipePrefix } from '../../base/paths.ts'
import type { TlsFiles } from '../docker-contexts.ts'

/** How an engine is reached. */
export type Endpoint =
  | { readonly kind: 'unix' | 'npipe'; readonly path: string }
  | {
      readonly kind: 'ssh'
      readonly host: string
      readonly user: string | null
      readonly port: number | null
      /** where the engine listens there, if not where docker looks by itself */
      readonly socket: string | null
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: TlsFiles | null }

// What becomes an argument of ssh, or a word for the shell at the other end, is of letters that mean nothing to either.
const Host = z.string().regex(/^[A-Za-z0-9_:][A-Za-z0-9_.:-]{0,254}$/)
const User = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,254}$/)
const Socket = z.string().regex(/^\/[A-Za-z0-9_./-]{1,254}$/)
const LocalPath = z
  .string()
  .max(4096)
  .regex(/^[^\0]+$/)

const dockerTlsPort = 2376
const dockerPort = 2375

/** A context's address as what it means, or why it is not opened. */
export function parseEndpoint(text: string, tls: TlsFiles | null): Endpoint | EngineRefusal {
  try {
    if (text.startsWith('unix://')) return { kind: 'unix', path: LocalPath.parse(text.slice(7)) }
    if (text.startsWith('npipe://')) return pipe(text)
    const url = new URL(text)
    if (url.password !== '' || url.search !== '' || url.hash !== '') return 'not-understood'
    if (url.protocol === 'ssh:') return ssh(url)
    if (url.protocol === 'tcp:') return tcp(url, tls)
  } catch {
    // Not an address, or one with letters that have no place in it.
  }
  return 'not-understood'
}

function pipe(text: string): Endpoint {
  const name = z
    .string()
    .regex(/^npipe:\/\/\/\/\.\/pipe\/[^/\\]{1,200}$/)
    .parse(text)
    .slice('npipe:////./pipe/'.length)
  return { kind: 'npipe', path: pipePrefix + name }
}

function ssh({ hostname, username, port, pathname }: URL): Endpoint {
  return {
    kind: 'ssh',
    host: Host.parse(hostname.replace(/^\[(.*)\]$/, '$1')),
    user: username === '' ? null : User.parse(decodeURIComponent(username)),
    port: port === '' ? null : Number(port),
    socket: pathname === '' || pathname === '/' ? null : Socket.parse(pathname),
  }
}

function tcp({ hostname, port, username, pathname }: URL, tls: TlsFiles | null): Endpoint | EngineRefusal {
  if (username !== '' || (pathname !== '' && pathname !== '/')) return 'not-understood'
  const host = Host.parse(hostname.replace(/^\[(.*)\]$/, '$1'))
  if (!tls && !isThisComputer(host)) return 'not-encrypted'
  return { kind: 'tcp', host, port: Number(port) || (tls ? dockerTlsPort : dockerPort), tls }
}

function isThisComputer(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** The computer that an engine is on, where that is another than this one. */
export function computerOf(endpoint: Endpoint): string | null {
  if (endpoint.kind === 'ssh') return endpoint.host
  return endpoint.kind === 'tcp' && !isThisComputer(endpoint.host) ? endpoint.host : null
}

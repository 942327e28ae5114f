import { glob, realpath } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { MigrationSource, MigrationSources } from '../../api/schema/migration.ts'
import { defaultSocket } from '../../base/default-socket.ts'
import { engineVersion } from '../../engine/index.ts'
import { contextEndpoints, type ContextParts } from '../docker-contexts.ts'
import { withoutUser } from '../redact/urls.ts'

export interface SourceParts extends ContextParts {
  /** Berth's own */
  readonly engineSocket: string
  readonly home?: string
}

/** Where engines listen that come with a desktop of their own, or with the system. */
const usual = [
  ['Docker', defaultSocket],
  ['Docker Desktop', '~/.docker/desktop/docker.sock'],
  ['Docker Desktop', '~/.docker/run/docker.sock'],
  ['Docker (rootless)', '$XDG_RUNTIME_DIR/docker.sock'],
  ['Podman', '$XDG_RUNTIME_DIR/podman/podman.sock'],
  ['Podman', '/run/podman/podman.sock'],
  ['Rancher Desktop', '~/.rd/docker.sock'],
  ['OrbStack', '~/.orbstack/run/docker.sock'],
  ['Colima', '~/.colima/*/docker.sock'],
  ['Lima', '~/.lima/*/sock/docker.sock'],
] as const

const mostElsewhere = 50

/** Milliseconds that an engine has to say what it is. */
const answerMs = 3000

const unix = 'unix://'

/**
 * The other engines that answer on this computer: docker's contexts first, which have names, then the usual sockets.
 * Contexts that lead elsewhere are told and never followed.
 */
export async function findSources(parts: SourceParts, signal: AbortSignal): Promise<MigrationSources> {
  const own = await real(parts.engineSocket)
  const found = new Map<string, string>()
  const all = await contextEndpoints(parts).catch(() => [])
  const sockets = all.flatMap(([name, endpoint]): [string, string][] =>
    endpoint.startsWith(unix) ? [[name, endpoint.slice(unix.length)]] : [],
  )
  for (const [name, socket] of [...sockets, ...(await usualSockets(parts))]) {
    const id = await real(socket)
    if (id !== null && id !== own && !found.has(id)) found.set(id, name)
  }
  const asked = [...found].map(async ([id, name]): Promise<MigrationSource[]> => {
    const version = await engineVersion(id, AbortSignal.any([signal, AbortSignal.timeout(answerMs)])).catch(
      () => null,
    )
    return version ? [{ id, name, ...version }] : []
  })
  return {
    engines: (await Promise.all(asked)).flat(),
    elsewhere: all
      .filter(([, endpoint]) => !endpoint.startsWith(unix))
      .slice(0, mostElsewhere)
      .map(([name, endpoint]) => ({ name, endpoint: withoutUser(endpoint) })),
  }
}

async function usualSockets({ env, home = os.homedir() }: SourceParts): Promise<[string, string][]> {
  const runtime = env['XDG_RUNTIME_DIR']
  const found: [string, string][] = []
  for (const [name, pattern] of usual) {
    if (pattern.startsWith('$') && !runtime) continue
    const at = pattern.replace(/^~/, home).replace('$XDG_RUNTIME_DIR', runtime ?? '')
    if (!at.includes('*')) found.push([name, at])
    else
      for await (const socket of glob(at))
        found.push([`${name}: ${path.relative(home, socket).split('/')[1] ?? ''}`, socket])
  }
  return found
}

const real = (file: string): Promise<string | null> => realpath(file).catch(() => null)

import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

export interface ContextParts {
  /** the bundled docker command */
  readonly docker: string
  readonly env: NodeJS.ProcessEnv
}

const Listed = z.object({ Name: z.string().max(255), DockerEndpoint: z.string().max(4096) })

/** Docker's contexts with where they lead, as far as they lead anywhere. Rejects where docker cannot be asked. */
export async function contextEndpoints(parts: ContextParts): Promise<[name: string, endpoint: string][]> {
  const stdout = await contextCommand(parts, ['ls', '--format', '{{json .}}'])
  return stdout.split('\n').flatMap((line): [string, string][] => {
    try {
      const { Name, DockerEndpoint } = Listed.parse(JSON.parse(line))
      return DockerEndpoint === '' ? [] : [[Name, DockerEndpoint]]
    } catch {
      return []
    }
  })
}

const Inspected = z.array(
  z.object({
    Name: z.string(),
    TLSMaterial: z.record(z.string(), z.array(z.string().max(255))).nullish(),
    Storage: z.object({ TLSPath: z.string().max(4096) }),
  }),
)

/** The files by which a context proves who it is, and knows who answers. */
export interface TlsFiles {
  readonly ca: string | null
  readonly cert: string | null
  readonly key: string | null
}

/** The TLS files of those of these contexts that have any. Rejects where docker cannot be asked. */
export async function contextTls(
  parts: ContextParts,
  names: readonly string[],
): Promise<ReadonlyMap<string, TlsFiles>> {
  if (names.length === 0) return new Map()
  const found = Inspected.parse(JSON.parse(await contextCommand(parts, ['inspect', ...names])))
  return new Map(
    found.flatMap(({ Name, TLSMaterial, Storage }): [string, TlsFiles][] => {
      const there = TLSMaterial?.['docker'] ?? []
      const file = (name: string): string | null =>
        there.includes(name) ? path.join(Storage.TLSPath, 'docker', name) : null
      return there.length === 0
        ? []
        : [[Name, { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') }]]
    }),
  )
}

/**
 * Runs `docker context …args`, and resolves with what it said. What the user's environment says of one engine must not stand
 * for every context. Rejects when docker refuses.
 */
export async function contextCommand(
  { docker, env }: ContextParts,
  args: readonly string[],
): Promise<string> {
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...plain } = env
  const { stdout } = await promisify(execFile)(docker, ['context', ...args], { env: plain, timeout: 20_000 })
  return stdout
}

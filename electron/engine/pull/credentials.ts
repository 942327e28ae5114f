import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'

/** The key under which Docker's tools keep the login to Docker Hub. */
const dockerHubKey = 'https://index.docker.io/v1/'

const Entry = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
})
type Entry = z.infer<typeof Entry>

/** A helper's name becomes part of a program's name: nothing else may get in. */
const Helper = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

const Config = z.object({
  auths: z.record(z.string(), Entry).default({}),
  credHelpers: z.record(z.string(), Helper).default({}),
  credsStore: Helper.optional(),
})

const FromHelper = z.object({ Username: z.string(), Secret: z.string() })

const helperMs = 15_000

/** What `docker login` left on this computer. */
export interface Credentials {
  /**
   * The value of `X-Registry-Auth` for a registry, or null to pull as nobody. Never fails: what cannot be
   * read is logged (without secrets), and a registry that needs it will say so.
   */
  headerFor(registry: string, signal: AbortSignal): Promise<string | null>
}

/** Reads `config.json` of a Docker configuration folder anew for each pull, so that a login counts at once. */
export function dockerCredentials(configDir: string, log: Log): Credentials {
  return {
    async headerFor(registry, signal) {
      const keys = keysOf(registry)
      try {
        const config = Config.parse(JSON.parse(await readConfig(configDir)))
        const helper = keys.map((key) => config.credHelpers[key]).find(Boolean) ?? config.credsStore
        const server = keys[0] ?? registry
        if (helper) {
          const stored = await askHelper(helper, server, signal)
          if (stored) return header({ ...stored, serveraddress: server })
        }
        const key = keys.find((name) => config.auths[name])
        const login = key === undefined ? null : loginOf(config.auths[key])
        return login && header({ ...login, serveraddress: server })
      } catch (thrown) {
        // zod's and JSON's messages can quote what they read: only the kind of the error is safe to log.
        const why = thrown instanceof HelperError ? toBerthError(thrown).message : (thrown as Error).name
        log.warn({ registry, why }, 'the docker login could not be used')
        return null
      }
    },
  }
}

interface Login {
  username?: string
  password?: string
  identitytoken?: string
}

/** Under which names a registry's login may be kept. */
function keysOf(registry: string): string[] {
  if (registry === 'docker.io') return [dockerHubKey, 'index.docker.io', 'docker.io']
  return [
    registry,
    `https://${registry}`,
    `https://${registry}/`,
    `https://${registry}/v1/`,
    `https://${registry}/v2/`,
    `http://${registry}`,
  ]
}

async function readConfig(dir: string): Promise<string> {
  try {
    return await readFile(path.join(dir, 'config.json'), 'utf8')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '{}'
    throw thrown
  }
}

function loginOf(entry: Entry | undefined): Login | null {
  if (!entry) return null
  if (entry.identitytoken) return { identitytoken: entry.identitytoken }
  if (entry.username && entry.password) return { username: entry.username, password: entry.password }
  const decoded = Buffer.from(entry.auth ?? '', 'base64')
    .toString('utf8')
    .replace(/\0+$/, '')
  const colon = decoded.indexOf(':')
  return colon > 0 ? { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) } : null
}

/** URL-safe base64, with its padding, of JSON. Source: moby's api/pkg/authconfig. */
function header(login: Login & { serveraddress: string }): string {
  const base64 = Buffer.from(JSON.stringify(login)).toString('base64')
  return base64.replaceAll('+', '-').replaceAll('/', '_')
}

class HelperError extends Error {
  override readonly name = 'HelperError'
}

/** Runs `docker-credential-<name> get`. Null when it keeps nothing for this registry. */
function askHelper(name: string, server: string, signal: AbortSignal): Promise<Login | null> {
  return new Promise((resolve, reject) => {
    const program = `docker-credential-${name}`
    const child = spawn(program, ['get'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      signal,
      timeout: helperMs,
      windowsHide: true,
    })
    let answer = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      answer += text
      if (answer.length > 64 * 1024) child.kill()
    })
    child.stdin.on('error', () => undefined)
    child.on('error', (error) => reject(new HelperError(`${program}: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve(fromHelper(program, answer, reject))
      else if (/credentials not found/i.test(answer)) resolve(null)
      else reject(new HelperError(`${program} ended with ${code ?? 'a signal'}`))
    })
    child.stdin.end(server)
  })
}

function fromHelper(program: string, answer: string, reject: (error: Error) => void): Login | null {
  try {
    const { Username, Secret } = FromHelper.parse(JSON.parse(answer))
    return Username === '<token>' ? { identitytoken: Secret } : { username: Username, password: Secret }
  } catch {
    reject(new HelperError(`${program} gave no credentials`))
    return null
  }
}

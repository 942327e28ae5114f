import type { RegistryLogin, RegistryLogins } from '../../api/schema/registries.ts'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { changeDockerConfig, readDockerConfig, type ConfigEntry, type DockerConfig } from './docker-config.ts'
import { helper, HelperError, type Login } from './helper.ts'

export type { Login } from './helper.ts'

/** The key under which Docker's tools keep the login to Docker Hub. */
export const dockerHubKey = 'https://index.docker.io/v1/'

/** The helpers of the operating systems' own stores; only those of this one are there. */
const systemHelpers = ['osxkeychain', 'wincred', 'secretservice', 'pass'] as const

/** The user's logins to registries, where Docker's own tools keep them. */
export interface Credentials {
  /**
   * The value of `X-Registry-Auth` for a registry, or null to go as nobody. Never fails: what cannot be
   * read is logged (without secrets), and a registry that needs it will say so.
   */
  headerFor(registry: string, signal: AbortSignal): Promise<string | null>
  /** The login itself, or null; as `headerFor`. */
  loginFor(registry: string, signal: AbortSignal): Promise<Login | null>
  list(): Promise<RegistryLogins>
  /** Keeps a login with the operating system where a helper reaches it, else in config.json. */
  store(registry: string, login: Login): Promise<void>
  erase(registry: string): Promise<void>
}

/** Reads `config.json` of a Docker configuration folder anew each time, so that a login counts at once. */
export function dockerCredentials(configDir: string, log: Log): Credentials {
  const note = (registry: string | null, thrown: unknown): void => {
    // zod's and JSON's messages can quote what they read: only the kind of the error is safe to log.
    const why = thrown instanceof HelperError ? thrown.message : (thrown as Error).name
    log.warn({ registry, why }, 'the docker login could not be used')
  }
  const credentials: Credentials = {
    async headerFor(registry, signal) {
      const login = await credentials.loginFor(registry, signal)
      return login && header({ ...login, serveraddress: serverOf(registry) })
    },
    async loginFor(registry, signal) {
      try {
        const config = await readDockerConfig(configDir)
        const keeper = configured(config, registry)
        const stored = keeper === null ? null : await helper.get(keeper, serverOf(registry), signal)
        return (
          stored ??
          keysOf(registry).reduce<Login | null>((found, key) => found ?? loginOf(config.auths[key]), null)
        )
      } catch (thrown) {
        note(registry, thrown)
        return null
      }
    },
    async list() {
      const config = await readDockerConfig(configDir).catch((thrown: unknown): DockerConfig => {
        note(null, thrown)
        return { auths: {}, credHelpers: {} }
      })
      return { logins: await allLogins(config, note), keeper: config.credsStore ?? (await systemHelper()) }
    },
    async store(registry, login) {
      const server = serverOf(registry)
      const before = await readDockerConfig(configDir).catch(() => null)
      const keeper = (before && configured(before, registry)) ?? (await systemHelper())
      if (keeper !== null) await helper.store(keeper, server, login).catch(refused)
      await changeDockerConfig(configDir, (config) => {
        config.auths = { ...without(config.auths, registry), [server]: keeper === null ? entryOf(login) : {} }
        // Named for this registry alone: other logins in the file stay where they are.
        if (keeper !== null && configured(config, registry) === null) config.credHelpers[server] = keeper
      })
    },
    async erase(registry) {
      const config = await readDockerConfig(configDir).catch(() => null)
      const keeper = config && configured(config, registry)
      if (keeper) await helper.erase(keeper, serverOf(registry)).catch(refused)
      await changeDockerConfig(configDir, (after) => {
        after.auths = without(after.auths, registry)
      })
    },
  }
  return credentials
}

/** What Docker's tools call a registry where they keep logins. */
export const serverOf = (registry: string): string => (registry === 'docker.io' ? dockerHubKey : registry)

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

function without(auths: DockerConfig['auths'], registry: string): DockerConfig['auths'] {
  const keys = new Set(keysOf(registry))
  return Object.fromEntries(Object.entries(auths).filter(([key]) => !keys.has(key)))
}

/** The other way round; null for what is no login to a registry (Docker Hub's tokens stand beside its login). */
function registryOf(server: string): string | null {
  if (/^https:\/\/index\.docker\.io\/v1\/.+/.test(server)) return null
  const host = server.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return host === 'index.docker.io' ? 'docker.io' : host || null
}

const configured = (config: DockerConfig, registry: string): string | null =>
  keysOf(registry)
    .map((key) => config.credHelpers[key])
    .find(Boolean) ??
  config.credsStore ??
  null

/** The helper that reaches the operating system's store of secrets, if there is one and it works. */
async function systemHelper(): Promise<string | null> {
  for (const name of systemHelpers) {
    const works = await helper.list(name).then(
      () => true,
      () => false,
    )
    if (works) return name
  }
  return null
}

async function allLogins(
  config: DockerConfig,
  note: (registry: string | null, thrown: unknown) => void,
): Promise<RegistryLogin[]> {
  const found = new Map<string, RegistryLogin>()
  for (const [server, entry] of Object.entries(config.auths)) {
    const registry = registryOf(server)
    const login = loginOf(entry)
    if (registry !== null && login)
      found.set(registry, { registry, user: login.username ?? null, helper: null })
  }
  const names = new Set([
    ...Object.values(config.credHelpers),
    ...(config.credsStore ? [config.credsStore] : []),
  ])
  for (const name of names) {
    const kept = await helper.list(name).catch((thrown: unknown) => {
      note(null, thrown)
      return new Map<string, string | null>()
    })
    for (const [server, user] of kept) {
      const registry = registryOf(server)
      // A store holds what other registries' helpers were given too: only what would be asked of it counts.
      if (registry !== null && configured(config, registry) === name)
        found.set(registry, { registry, user, helper: name })
    }
  }
  return [...found.values()].sort((a, b) => a.registry.localeCompare(b.registry))
}

function refused(thrown: unknown): never {
  const why = thrown instanceof HelperError ? thrown.message : (thrown as Error).name
  throw new BerthError('conflict', `The store of this computer's secrets did not take it: ${why}.`, {
    hint: "Unlock it (keychain, wallet, pass), then try again; or take the helper out of docker's config.json.",
  })
}

function loginOf(entry: ConfigEntry | undefined): Login | null {
  if (!entry) return null
  if (entry.identitytoken) return { identitytoken: entry.identitytoken }
  if (entry.username && entry.password) return { username: entry.username, password: entry.password }
  const decoded = Buffer.from(entry.auth ?? '', 'base64')
    .toString('utf8')
    .replace(/\0+$/, '')
  const colon = decoded.indexOf(':')
  return colon > 0 ? { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) } : null
}

function entryOf({ username = '', password = '', identitytoken }: Login): ConfigEntry {
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  return identitytoken === undefined ? { auth } : { auth, identitytoken }
}

/** URL-safe base64, with its padding, of JSON. Source: moby's api/pkg/authconfig. */
function header(login: Login & { serveraddress: string }): string {
  const base64 = Buffer.from(JSON.stringify(login)).toString('base64')
  return base64.replaceAll('+', '-').replaceAll('/', '_')
}

import { z } from 'zod'
import type { OfferedTags } from '../../api/schema/registries.ts'
import type { EngineClient } from '../client.ts'
import type { Credentials, Login } from '../pull/credentials.ts'
import { repositoryOf, type ImageReference } from '../pull/reference.ts'
import { withDeadline } from '../../base/deadline.ts'
import { parseChallenge } from './challenge.ts'
import { refusedBy, unreachable } from './failure.ts'
import { askRegistry, type RegistryAnswer } from './http.ts'
import { insecureRegistries } from './insecure.ts'
import { offered } from './tags.ts'

/** Milliseconds for all that one question takes, tokens and pages included. */
const deadlineMs = 30_000
const maxPages = 10
const pageSize = 1000
const maxRedirects = 3

/** What a manifest may be. Source: the OCI image specification, and Docker's own types from before it. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const Tags = z.object({ tags: z.array(z.string().max(256)).nullish() })
const Token = z.object({ token: z.string().optional(), access_token: z.string().optional() })

interface Question {
  readonly doing: string
  readonly reference: ImageReference
  readonly method: 'GET' | 'HEAD'
  readonly accept: string
  readonly signal: AbortSignal
}

/**
 * Asks registries from this computer, as the user: the engine has no call for the tags, and its own look at a digest
 * counts as a pull. Source: the OCI distribution specification; distribution's "token authentication".
 */
export class Registries {
  readonly #client: EngineClient
  readonly #credentials: Credentials
  /** the base URL that answered, by registry */
  readonly #bases = new Map<string, URL>()

  constructor(client: EngineClient, credentials: Credentials) {
    this.#client = client
    this.#credentials = credentials
  }

  /** The tags of a name, over as many pages as is reasonable. */
  async tags(reference: ImageReference, signal: AbortSignal): Promise<OfferedTags> {
    const doing = `list the tags of ${reference.name}`
    return this.#within(doing, reference, signal, async (within) => {
      const question = {
        doing,
        reference,
        method: 'GET',
        accept: 'application/json',
        signal: within,
      } as const
      const found: string[] = []
      let next: string | null = `/v2/${repositoryOf(reference)}/tags/list?n=${pageSize}`
      for (let page = 0; next !== null && page < maxPages; page += 1) {
        const answer: RegistryAnswer = await this.#ask(question, next)
        const parsed = Tags.safeParse(JSON.parse(answer.body))
        found.push(...(parsed.data?.tags ?? []))
        next = nextPage(answer)
      }
      return { tags: offered(found), more: next !== null }
    })
  }

  /** The digest that a tag means now. Asking does not count as a pull. */
  async digest(reference: ImageReference, signal: AbortSignal): Promise<string | null> {
    const doing = `ask for the digest of ${reference.name}:${reference.version}`
    return this.#within(doing, reference, signal, async (within) => {
      const question = { doing, reference, method: 'HEAD', accept: manifestTypes, signal: within } as const
      const { headers } = await this.#ask(
        question,
        `/v2/${repositoryOf(reference)}/manifests/${reference.version}`,
      )
      const digest = headers['docker-content-digest']
      return typeof digest === 'string' && /^[a-z0-9]+:[0-9a-f]{32,128}$/.test(digest) ? digest : null
    })
  }

  async #within<T>(
    doing: string,
    { registry }: ImageReference,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const message = `Could not ${doing}: ${registry} takes too long.`
    try {
      return await withDeadline({ ms: deadlineMs, message, hint: 'Try again later.' }, signal, work)
    } catch (thrown) {
      throw unreachable(doing, registry, thrown)
    }
  }

  async #ask(question: Question, path: string): Promise<RegistryAnswer> {
    const { registry } = question.reference
    const insecure = await insecureRegistries(this.#client).catch(() => () => false)
    const unverified = insecure(registry)
    const base = this.#bases.get(registry) ?? new URL(`https://${hostOf(registry)}`)
    try {
      const answer = await this.#authorized(question, new URL(path, base), unverified)
      this.#bases.set(registry, base)
      return answer
    } catch (thrown) {
      // As the engine does where it may: without TLS when there is none.
      if (!unverified || base.protocol === 'http:' || (thrown as Error).name === 'BerthError') throw thrown
      const plain = new URL(`http://${hostOf(registry)}`)
      const answer = await this.#authorized(question, new URL(path, plain), unverified)
      this.#bases.set(registry, plain)
      return answer
    }
  }

  /** Asks as nobody, then as the registry wants to be asked. */
  async #authorized(question: Question, url: URL, unverified: boolean): Promise<RegistryAnswer> {
    const { doing, reference, method, signal } = question
    const send = (authorization: string | null): Promise<RegistryAnswer> =>
      this.#send(url, question, unverified, authorization)
    let answer = await send(null)
    if (answer.status === 401) {
      const authorization = await this.#authorization(answer, reference, unverified, signal)
      if (authorization !== null) answer = await send(authorization)
    }
    if (answer.status >= 200 && answer.status < 300) return answer
    throw refusedBy(
      doing,
      reference.registry,
      reference.name,
      answer.status,
      method === 'HEAD' ? '' : answer.body,
    )
  }

  /** Follows to other places, without the login: they are others' (registry.k8s.io sends to a mirror near by). */
  async #send(
    url: URL,
    { method, accept, signal }: Question,
    unverified: boolean,
    authorization: string | null,
  ): Promise<RegistryAnswer> {
    let at = url
    for (let hops = 0; ; hops += 1) {
      const answer = await askRegistry(at, {
        method,
        signal,
        unverified,
        headers: {
          Accept: accept,
          ...(authorization !== null && at.host === url.host && { Authorization: authorization }),
        },
      })
      const to = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined
      const next = to === undefined ? null : URL.parse(to, at)
      if (!next || hops >= maxRedirects || (at.protocol === 'https:' && next.protocol !== 'https:'))
        return answer
      at = next
    }
  }

  async #authorization(
    answer: RegistryAnswer,
    { registry }: ImageReference,
    unverified: boolean,
    signal: AbortSignal,
  ): Promise<string | null> {
    const challenge = parseChallenge(answer.headers['www-authenticate'])
    if (!challenge) return null
    const login = await this.#credentials.loginFor(registry, signal)
    if (challenge.scheme === 'basic') return login && basic(login)
    // A login goes over TLS only, unless the registry itself is one that the user trusts without.
    if (challenge.realm.protocol !== 'https:' && !unverified) return null
    const asked = { ...challenge, unverified, signal }
    const token = (login && (await tokenFor(asked, login))) ?? (await tokenFor(asked, null))
    return token === null ? null : `Bearer ${token}`
  }
}

interface TokenQuestion {
  readonly realm: URL
  readonly service: string | null
  readonly scope: string | null
  readonly unverified: boolean
  readonly signal: AbortSignal
}

/** A token from the registry's own desk; null when it gives none. */
async function tokenFor(
  { realm, service, scope, unverified, signal }: TokenQuestion,
  login: Login | null,
): Promise<string | null> {
  const fields = { ...(service !== null && { service }), ...(scope !== null && { scope }) }
  const refresh = login?.identitytoken
  const url = new URL(realm)
  if (refresh === undefined)
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  const answer = await askRegistry(url, {
    unverified,
    signal,
    method: refresh === undefined ? 'GET' : 'POST',
    headers: {
      Accept: 'application/json',
      ...(login?.username !== undefined && { Authorization: basic(login) }),
      ...(refresh !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    ...(refresh !== undefined && {
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'berth',
        refresh_token: refresh,
        ...fields,
      }).toString(),
    }),
  })
  if (answer.status !== 200) return null
  const parsed = Token.safeParse(JSON.parse(answer.body))
  return parsed.data?.token ?? parsed.data?.access_token ?? null
}

const basic = ({ username = '', password = '' }: Login): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

/** Docker Hub's registry is not at its name. */
const hostOf = (registry: string): string => (registry === 'docker.io' ? 'registry-1.docker.io' : registry)

/** Where the next page is: `Link: </v2/…?last=…>; rel="next"` (RFC 8288), on the same registry. */
function nextPage({ headers }: RegistryAnswer): string | null {
  const target = /<([^>]+)>\s*;[^,]*rel="?next"?/i.exec(String(headers.link ?? ''))?.[1]
  const url = target === undefined ? null : URL.parse(target, 'https://registry')
  return url && url.pathname.startsWith('/v2/') ? url.pathname + url.search : null
}

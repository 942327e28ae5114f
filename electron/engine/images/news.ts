import { z } from 'zod'
import type { TagNews } from '../../api/schema/images.ts'
import { toBerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { imagePath } from '../names.ts'
import { parseReference, type ImageReference } from '../pull/reference.ts'
import type { Registries } from '../registry/registries.ts'

/** How long an answer of a registry is believed, in milliseconds. */
const keptMs = 60 * 60_000
const maxKept = 2000

const Inspected = z.object({ Id: z.string(), RepoDigests: z.array(z.string()).nullish() })
const Distribution = z.object({ Descriptor: z.object({ digest: z.string() }) })

/** Whether registries have other images under the tags that are here; asked at most once an hour, unless told to. */
export class ImageNews {
  readonly #client: EngineClient
  readonly #registries: Registries
  /** digests by tag, as registries said */
  readonly #kept = new Map<string, { digest: string; at: number }>()

  constructor(client: EngineClient, registries: Registries) {
    this.#client = client
    this.#registries = registries
  }

  async of(tag: string, fresh: boolean, signal: AbortSignal): Promise<TagNews> {
    const reference = parseReference(tag)
    const here = await this.#here(tag, reference)
    const kept = this.#kept.get(tag)
    const usable = !fresh && kept !== undefined && Date.now() - kept.at < keptMs ? kept : null
    try {
      const there = usable ?? { digest: await this.#there(tag, reference, signal), at: Date.now() }
      this.#keep(tag, there)
      const state = here.includes(there.digest) ? 'current' : 'newer'
      return { tag, state, checkedAt: new Date(there.at).toISOString(), reason: null }
    } catch (thrown) {
      const { message, hint } = toBerthError(thrown)
      return { tag, state: 'unknown', checkedAt: new Date().toISOString(), reason: `${message} ${hint}` }
    }
  }

  async #here(tag: string, { name }: ImageReference): Promise<string[]> {
    const answer = await this.#client.json({ doing: `inspect ${tag}`, path: `${imagePath(tag)}/json` })
    const { Id, RepoDigests } = Inspected.parse(answer)
    const of = (RepoDigests ?? []).filter((digest) => digest.startsWith(`${name}@`))
    return [Id, ...of.map((digest) => digest.slice(name.length + 1))]
  }

  /** This computer may not reach what the engine does (a registry inside the machine): then the engine is asked. */
  async #there(tag: string, reference: ImageReference, signal: AbortSignal): Promise<string> {
    try {
      const digest = await this.#registries.digest(reference, signal)
      if (digest !== null) return digest
    } catch (thrown) {
      if (!/dial tcp|x509|HTTP response/.test(toBerthError(thrown).message)) throw thrown
    }
    const path = `/distribution/${imagePath(tag).replace('/images/', '')}/json`
    const answer = await this.#client.json({ doing: `ask the registry for ${tag}`, path, signal })
    return Distribution.parse(answer).Descriptor.digest
  }

  #keep(tag: string, what: { digest: string; at: number }): void {
    this.#kept.delete(tag)
    this.#kept.set(tag, what)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest)
  }
}

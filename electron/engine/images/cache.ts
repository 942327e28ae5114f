import type { ContainerRow } from '../../api/schema/containers.ts'
import type { ImageRow } from '../../api/schema/images.ts'
import type { TableChange } from '../../api/schema/object.ts'
import type { Log } from '../../base/log.ts'
import type { EngineClient } from '../client.ts'
import type { Connection } from '../connection.ts'
import { LiveCache } from '../live-cache.ts'
import { parseImages } from './row.ts'

export interface ImageCache {
  watch(signal: AbortSignal): AsyncGenerator<TableChange<ImageRow>, void>
}

/** Events that change no image. */
const noise = new Set(['push', 'save'])

/** Milliseconds that changes of containers gather before they count for the images. */
const gatherMs = 50

/** The images, live, each with the containers that use it, which the container cache knows. */
export function imageCache(
  client: EngineClient,
  connection: Connection,
  containers: LiveCache<ContainerRow>,
  log: Log,
): ImageCache {
  const usage = new Usage(containers)

  const cache = new LiveCache<ImageRow>(connection, log, {
    async all(signal) {
      const answer = await client.json({
        doing: 'list the images',
        path: '/images/json',
        query: { manifests: true },
        signal,
      })
      // An image that seems unused for a moment would be a lie.
      await containers.table.whenLoaded(signal)
      return parseImages(answer, (id) => usage.of(id))
    },
    // An image event names a tag or a digest that may concern several rows: images are few, all are listed.
    heard: (event) =>
      event.type === 'image' && !noise.has(event.action) ? { id: event.id, gone: false } : null,
  })
  usage.changed = () => {
    for (const row of cache.table.rows()) {
      const usedBy = usage.of(row.id)
      if (usedBy.join() !== row.usedBy.join()) cache.table.set({ ...row, usedBy })
    }
  }

  return {
    async *watch(signal) {
      const release = containers.hold()
      try {
        yield* cache.table.watch(signal)
      } finally {
        release()
      }
    },
  }
}

/** Names of containers by image id, computed again when a container comes, goes or is renamed, at most once per burst. */
class Usage {
  changed: () => void = () => undefined
  readonly #containers: LiveCache<ContainerRow>
  #byImage: Map<string, string[]> | null = null
  #pending = false

  constructor(containers: LiveCache<ContainerRow>) {
    this.#containers = containers
    containers.table.changed.subscribe(() => {
      this.#byImage = null
      if (this.#pending) return
      this.#pending = true
      setTimeout(() => {
        this.#pending = false
        this.changed()
      }, gatherMs)
    })
  }

  of(imageId: string): string[] {
    this.#byImage ??= this.#compute()
    return this.#byImage.get(imageId) ?? []
  }

  #compute(): Map<string, string[]> {
    const byImage = new Map<string, string[]>()
    for (const row of this.#containers.table.rows()) {
      const names = byImage.get(row.imageId)
      if (names) names.push(row.name)
      else byImage.set(row.imageId, [row.name])
    }
    for (const names of byImage.values()) names.sort()
    return byImage
  }
}

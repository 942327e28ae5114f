import { z } from 'zod'
import type { PullLayer } from '../../api/schema/jobs.ts'
import { clip } from '../text.ts'

/** One message of the engine's about a pull or a push. Source: moby's api/types/jsonstream. */
const Message = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  progressDetail: z
    .object({
      current: z.number().nonnegative().optional(),
      total: z.number().optional(),
      units: z.string().optional(),
    })
    .nullish(),
  errorDetail: z.object({ message: z.string() }).nullish(),
  error: z.string().optional(),
})

/** More layers than any image has; the guest cannot make us keep more. */
const maxLayers = 512

const moving = new Set(['Downloading', 'Pushing'])
const done =
  /^(?:Download complete|Pull complete|Already exists|Pushed|Layer already exists|Mounted from .+)$/

/** How far a pull or a push is, from the messages so far. */
export class PullProgress {
  readonly #layers = new Map<string, PullLayer>()
  #line: string | null = null
  #error: string | null = null

  get layers(): PullLayer[] {
    return [...this.#layers.values()]
  }

  /** the newest message that is about no layer */
  get line(): string | null {
    return this.#line
  }

  /** the engine's own words on why it failed, if it did */
  get error(): string | null {
    return this.#error
  }

  push(value: unknown): void {
    const parsed = Message.safeParse(value)
    if (!parsed.success) return
    const { id, status, progressDetail, errorDetail, error } = parsed.data
    const failed = errorDetail?.message ?? error
    if (failed !== undefined) this.#error = failed
    if (status === undefined) return
    // "Pulling from library/alpine" carries the tag where others carry their layer.
    if (id === undefined || status.startsWith('Pulling from')) this.#line = clip(status, 512)
    else this.#layer(clip(id, 64), clip(status, 128), progressDetail ?? {})
  }

  #layer(
    id: string,
    status: string,
    detail: { current?: number | undefined; total?: number | undefined; units?: string | undefined },
  ): void {
    const was = this.#layers.get(id)
    if (!was && this.#layers.size >= maxLayers) return
    let currentBytes = was?.currentBytes ?? null
    let totalBytes = was?.totalBytes ?? null
    // While it extracts, the engine counts seconds in the same field.
    if (moving.has(status) && !detail.units) {
      currentBytes = detail.current ?? currentBytes
      totalBytes = detail.total !== undefined && detail.total > 0 ? detail.total : totalBytes
    }
    if (done.test(status) && totalBytes !== null) currentBytes = totalBytes
    this.#layers.set(id, { id, status, currentBytes, totalBytes })
  }
}

import { z } from 'zod'

/** What takes room in the engine, by kind. */
export const DiskKind = z.enum(['images', 'containers', 'volumes', 'cache'])
export type DiskKind = z.infer<typeof DiskKind>

/** One of the biggest of its kind. */
export interface DiskObject {
  /** id of an image, a container or a piece of the cache; name of a volume */
  readonly id: string
  /** empty for what has none: a dangling image */
  readonly name: string
  /** of an image: what only it holds. null where the engine cannot tell */
  readonly bytes: number | null
  /** names of the containers that use it, the first some; of a container: nobody */
  readonly usedBy: readonly string[]
  /** something holds it: a clean-up would not take it */
  readonly inUse: boolean
}

/** One kind as the engine measured it. */
export interface DiskMeasure {
  /** ISO 8601: when the engine had measured it */
  readonly measuredAt: string
  readonly tookMs: number
  readonly count: number
  readonly totalBytes: number
  /** what nothing uses: freed when all of it goes */
  readonly freeBytes: number
  /** the engine could not tell the size of so many */
  readonly unknown: number
  readonly biggest: readonly DiskObject[]
}

export interface DiskPart {
  readonly kind: DiskKind
  readonly measuring: boolean
  /** null until it was measured once */
  readonly measure: DiskMeasure | null
  /** something of this kind has come, gone or run since: the figures are not of now */
  readonly changed: boolean
  /** why it could not be measured the last time */
  readonly error: { readonly message: string; readonly hint: string } | null
}

/** What takes the room, as far as it is measured. */
export interface DiskView {
  readonly parts: readonly DiskPart[]
}

/** What a container has written to its log, which only the machine itself can tell. */
export interface ContainerLogBytes {
  readonly id: string
  readonly bytes: number
}

/** The machine's data disk, from inside and from outside. */
export interface DataDisk {
  /** how large it may become */
  readonly sizeBytes: number
  /** what its file takes on this computer */
  readonly fileBytes: number
  /** free on this computer where the file lies; null where it cannot be told */
  readonly hostFreeBytes: number | null
  /** logs of containers, the largest first; null where the machine could not be asked */
  readonly logs: readonly ContainerLogBytes[] | null
}

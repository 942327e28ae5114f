import { z } from 'zod'

/** A path of the host's: absolute, or under the user's home by `~`. */
export const PlacePath = z
  .string()
  .max(4096)
  .regex(/^(\/|~(\/|$))/, 'It is no absolute path: begin it with / or ~.')
  .refine((path) => !path.includes('\0'), 'A path cannot hold a zero byte.')

/** What a place is picked for: each use remembers its own. */
export const PlaceUse = z.enum(['build', 'dockerfile', 'secret', 'compose', 'file', 'share'])
export type PlaceUse = z.infer<typeof PlaceUse>

export interface PlaceEntry {
  readonly name: string
  /** of what it leads to, where it is a link; `other`: a socket, a device, a link that leads nowhere */
  readonly kind: 'folder' | 'file' | 'other'
  /** of a file */
  readonly bytes: number | null
}

/** A folder of the host's, as its user may read it. */
export interface PlaceListing {
  /** absolute, without `~` and dots */
  readonly path: string
  /** null at the top */
  readonly parent: string | null
  readonly home: string
  /** folders first, then by name */
  readonly entries: readonly PlaceEntry[]
  /** how many more there are than are listed */
  readonly more: number
}

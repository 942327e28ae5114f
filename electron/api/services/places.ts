import type { PlaceListing, PlaceUse } from '../schema/places.ts'

/** Folders and files of the computer that the host runs on, as its user may read them. */
export interface PlacesService {
  /** Rejects with `not-found`, or with `bad-input` for what is no folder or must not be read. */
  list(path: string): Promise<PlaceListing>
  /** Those of `paths` that are no folders of this computer now. */
  missing(paths: readonly string[]): Promise<string[]>
  /** What was picked for this use, newest first. */
  recent(use: PlaceUse): Promise<string[]>
  remember(use: PlaceUse, path: string): Promise<void>
}

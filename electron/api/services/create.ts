import type { Editable, Made, Offers } from '../schema/create.ts'
import type { ImagePlatformFacts } from '../schema/image-fit.ts'
import type { RunSpec } from '../schema/run-spec.ts'

/** Containers to be: made, and made anew. */
export interface CreateService {
  offers(): Promise<Offers>
  /** A container's settings in the words of a spec. */
  editable(id: string): Promise<Editable>
  /** Makes a container, its image pulled on the way, and starts it unless told not to; returns its job's id at once. */
  run(spec: RunSpec, options: { start: boolean }): Promise<string>
  /** What an image is made for, that the engine has; null where it has none of this name. */
  image(reference: string): Promise<ImagePlatformFacts | null>
  /** What such a job made; null while it has not. */
  made(job: string): Promise<Made | null>
  /**
   * Makes a container anew with other settings; returns its job's id at once. The old one is kept until the new one
   * runs, and comes back by itself if that does not. `keepOld` keeps it afterwards too, stopped and renamed.
   */
  recreate(id: string, spec: RunSpec, options: { start: boolean; keepOld: boolean }): Promise<string>
  /** Ends what was cut off in the middle of a `recreate`: the old one is brought back, or the new one stays. */
  settle(options: { name: string; stamp: string; keep: 'old' | 'new' }): Promise<void>
}

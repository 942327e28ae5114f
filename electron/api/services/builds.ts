import type {
  BuildDetail,
  BuildRequest,
  BuildRow,
  BuildUpdate,
  CacheEntry,
  DockerfileView,
} from '../schema/builds.ts'
import type { TableChange } from '../schema/object.ts'

/** Builds: those made here, and, while somebody watches, those that the engine remembers of its other clients. */
export interface BuildsService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<BuildRow>>
  /** How many are known, which has nobody looked for but once. */
  count(signal: AbortSignal): AsyncIterable<number>
  detail(id: string, signal: AbortSignal): Promise<BuildDetail>
  /** All steps and lines from the first on; ends when the build has ended and all of it was told. */
  follow(id: string, signal: AbortSignal): AsyncIterable<BuildUpdate>
  /** What a Dockerfile offers, as the engine reads it. */
  look(
    asked: Pick<BuildRequest, 'context' | 'dockerfile' | 'target'>,
    signal: AbortSignal,
  ): Promise<DockerfileView>
  /** Begins a build and returns its id at once; it is also a job. */
  start(request: BuildRequest): Promise<string>
  /** Takes ended builds off the list, with their logs. */
  remove(ids: readonly string[]): Promise<void>
}

/** What the engine keeps of earlier builds to be faster the next time. */
export interface BuildCacheService {
  list(): Promise<CacheEntry[]>
}

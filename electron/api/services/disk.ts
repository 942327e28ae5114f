import type { CleanUpKind, CleanUpPlan, CleanUpPreview } from '../schema/clean-up.ts'
import type { DataDisk, DiskView } from '../schema/disk.ts'
import type { RetentionPreview, RetentionRules, RetentionView } from '../schema/retention.ts'

/** What takes the room, what of it can go, and the rules by which it goes by itself. */
export interface DiskService {
  /**
   * What is known of each kind, and what becomes known; figures that are old are measured while somebody watches. The
   * engine looks at every file, which may take it minutes.
   */
  watch(signal: AbortSignal): AsyncIterable<DiskView>
  /** Has all that is watched measured anew. */
  measure(): Promise<void>
  /** The data disk, from inside and outside; null where the engine is not in Berth's machine. */
  data(signal: AbortSignal): Promise<DataDisk | null>
  /** What a clean-up of these kinds could take, as soon as it is measured; once. */
  preview(kinds: readonly CleanUpKind[], signal: AbortSignal): AsyncIterable<CleanUpPreview>
  /** Removes exactly these, then gives the room back to this computer. Begins it and returns its job's id at once. */
  cleanUp(plan: CleanUpPlan): Promise<string>
  /** Gives blocks that the machine's disk no longer uses back to this computer: a job, whose id is returned. */
  trim(): Promise<string>
}

/** Rules by which Berth cleans up once a day, and what clean-ups have done. */
export interface RetentionService {
  watch(signal: AbortSignal): AsyncIterable<RetentionView>
  /** Keeps these. */
  save(rules: RetentionRules): Promise<void>
  /** What each of these rules would take now, as soon as it is measured; once. */
  preview(rules: RetentionRules, signal: AbortSignal): AsyncIterable<RetentionPreview>
  /** Cleans up by the rules that are kept, now: a job, whose id is returned. */
  run(): Promise<string>
}

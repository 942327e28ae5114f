import type { MigrationInventory, MigrationPlan, MigrationSources } from '../schema/migration.ts'

/** Copies from another engine of this computer, which stays as it is. */
export interface MigrationService {
  /** Other engines that answer on this computer now, and contexts that lead elsewhere. */
  sources(signal: AbortSignal): Promise<MigrationSources>
  /** What one of them holds. Measuring volumes may take it minutes. */
  inventory(source: string, signal: AbortSignal): Promise<MigrationInventory>
  /** Begins to copy and returns its job's id at once. What is there already is skipped, so it can be done again. */
  start(plan: MigrationPlan): Promise<string>
}

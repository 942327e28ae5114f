import { DatabaseSync } from 'node:sqlite'
import { isSystemError } from '../base/errors.ts'

/** The right to be the one host of a home. */
export interface HostLock {
  release(): void
}

/** "database is locked" (https://sqlite.org/rescode.html#busy). */
const sqliteBusy = 5

/**
 * Takes the lock, or answers null at once when another process holds it.
 *
 * It is an exclusive transaction on an empty SQLite database, hence a lock that the kernel holds: it goes with the
 * process however that ends, and Node has no other call for one. Nothing is ever written, so no journal file is needed.
 */
export function takeLock(file: string): HostLock | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (thrown) {
    database.close()
    if (isSystemError(thrown) && 'errcode' in thrown && thrown.errcode === sqliteBusy) return null
    throw thrown
  }
  return { release: () => database.close() }
}

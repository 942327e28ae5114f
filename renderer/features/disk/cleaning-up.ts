import type { DiskKind } from '../../../electron/api/schema/disk.ts'
import { Store } from '../../client/store.ts'

/** What a clean-up is about: all there is, or one kind of what takes room, asked for on its own page. */
export type CleanUpScope = 'disk' | DiskKind

/** What the dialog that is open is about; null while there is none. One for the whole page. */
export const cleaningUp = new Store<CleanUpScope | null>(null)

/** Opens the dialog; wherever that is asked for, it shows the same and does the same. */
export const openCleanUp = (scope: CleanUpScope): void => cleaningUp.set(scope)

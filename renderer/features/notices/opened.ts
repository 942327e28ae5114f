import { Store } from '../../client/store.ts'

/** Whether the notices are open: by their bell, by a key, or by the palette. */
export const noticesOpen = new Store(false)

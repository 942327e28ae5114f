import { Store } from '../../client/store.ts'

/** Where something outside of a page (a menu, the palette) wants to go. */
export type RunPlace =
  | { readonly to: '/run'; readonly search: { image?: string; like?: string } }
  | { readonly to: '/edit'; readonly search: { container: string } }

export const runPlace = new Store<RunPlace | null>(null)

/** The form for a container to be: of an image, like another container, or of nothing yet. */
export const openRun = (search: { image?: string; like?: string } = {}): void =>
  runPlace.set({ to: '/run', search })
export const openEdit = (container: string): void => runPlace.set({ to: '/edit', search: { container } })

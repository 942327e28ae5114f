import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { Store } from '../../client/store.ts'

/** What the dialog that is open is about. */
export type ImageDialog =
  | { readonly kind: 'pull'; readonly reference: string; readonly platform: string }
  | { readonly kind: 'push'; readonly row: ImageRow }
  | { readonly kind: 'tag'; readonly row: ImageRow }
  | { readonly kind: 'load' }

/** The dialog about images that is open: one for the whole page, since the palette and other pages open them too. */
export const imageDialog = new Store<ImageDialog | null>(null)

/** `platform` empty: the machine's own. */
export const openPull = (reference = '', platform = ''): void =>
  imageDialog.set({ kind: 'pull', reference, platform })
export const openPush = (row: ImageRow): void => imageDialog.set({ kind: 'push', row })
export const openTag = (row: ImageRow): void => imageDialog.set({ kind: 'tag', row })
export const openLoad = (): void => imageDialog.set({ kind: 'load' })

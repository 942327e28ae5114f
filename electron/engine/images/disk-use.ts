import type { ImageSizes } from '../../api/schema/images.ts'
import type { Measured } from '../disk-use/read.ts'

/** Sizes as the page's list wants them. */
export function imageSizes({ items, totalBytes }: Measured['images']): ImageSizes {
  return { totalBytes, images: items.map(({ id, bytes, sharedBytes }) => ({ id, bytes, sharedBytes })) }
}

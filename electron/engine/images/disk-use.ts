import type { ImageSizes, UnusedImages } from '../../api/schema/images.ts'
import type { Measured } from '../disk-use/read.ts'

/** Sizes as the page's list wants them. */
export function imageSizes({ items, totalBytes }: Measured['images']): ImageSizes {
  return { totalBytes, images: items.map(({ id, bytes, sharedBytes }) => ({ id, bytes, sharedBytes })) }
}

/** What a clean-up would remove: images without a name, or `all` that no container uses. */
export function unusedImages({ items, freeBytes }: Measured['images'], all: boolean): UnusedImages {
  const images = items.filter(
    ({ containers, tags, digests }) =>
      containers === 0 && (all || (tags.length === 0 && digests.length === 0)),
  )
  const own = images.reduce((sum, { bytes, sharedBytes }) => sum + bytes - sharedBytes, 0)
  return {
    images: images.map(({ id, tags, bytes }) => ({ id, tags: [...tags], bytes })),
    bytes: all ? freeBytes : own,
  }
}

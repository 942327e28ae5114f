import type { ImageDetail, ImageRow, ImageSizes, RemovedImage, TagNews } from '../schema/images.ts'
import type { TableChange } from '../schema/object.ts'
import type { Download, Upload } from './transfers.ts'

export interface ImagesService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<ImageRow>>
  /** Measured by the engine, which can take it seconds. */
  sizes(): Promise<ImageSizes>
  /** Of `platform`, as in "linux/arm64", or of the one that the engine would run. */
  detail(id: string, platform: string | null): Promise<ImageDetail>
  /** Starts a pull and returns its job's id at once; without a platform it takes the machine's own. */
  pull(reference: string, platform?: string | null): Promise<string>
  /** Starts a push and returns its job's id at once. */
  push(reference: string): Promise<string>
  /** Gives an image one more name. */
  tag(id: string, name: string): Promise<void>
  /** Takes one name (`id` is it) or the whole image off. */
  remove(id: string, options: { force: boolean }): Promise<RemovedImage>
  /** Images as one tar, made while it is read; a job shows how far it is. */
  save(names: readonly string[]): Download
  /** Takes in what `save` made, or with a name the root file system of a new image; a job shows how far it is. */
  load(file: string, importAs: string | null): Upload
  /** Asks the registry, or `fresh: false` remembers what it said a while ago. */
  news(tag: string, fresh: boolean): Promise<TagNews>
}

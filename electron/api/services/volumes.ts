import type { TableChange } from '../schema/object.ts'
import type { NewVolume, VolumeRow, VolumeSizes } from '../schema/volumes.ts'
import type { Download, Upload } from './transfers.ts'

export interface VolumesService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<VolumeRow>>
  /** What each holds. The engine counts every file: this may take long. */
  sizes(signal: AbortSignal): Promise<VolumeSizes>
  /** Resolves with its name. Throws `conflict` where there is one of that name. */
  create(volume: NewVolume): Promise<string>
  /** Throws `conflict`, which names who uses it. */
  remove(name: string): Promise<void>
  /** All that it holds, as a tar; packed with gzip where asked for. A job while it is read. */
  backup(name: string, options: { gzip: boolean }): Promise<Download>
  /** Puts what a tar holds into it, after emptying it where asked for. A job while it is written. */
  restore(name: string, options: { empty: boolean }): Promise<Upload>
  /** Copies it into a new volume of the same driver, options and labels; resolves with the job's id. */
  clone(name: string, to: string): Promise<string>
}

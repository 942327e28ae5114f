import type {
  FileContent,
  FileLook,
  FileMeasure,
  FilePlace,
  FolderPart,
  FoundPart,
  TextForm,
} from '../schema/files.ts'
import type { Download, Upload } from './transfers.ts'

/** Files of containers and volumes. Paths are absolute, within the place. */
export interface FilesService {
  look(place: FilePlace, path: string): Promise<FileLook>
  /**
   * The entries of a folder, as they are read. Where only an archive can tell, it stops after `limitBytes` of it;
   * null reads all of it.
   */
  list(
    place: FilePlace,
    path: string,
    options: { limitBytes: number | null },
    signal: AbortSignal,
  ): AsyncIterable<FolderPart>
  read(place: FilePlace, path: string): Promise<FileContent>
  /**
   * Replaces the text of a file, keeping its owner and permissions. Throws `conflict` when it does not hold
   * `version` any more; null overwrites whatever it holds. Resolves with its new version.
   */
  write(
    place: FilePlace,
    path: string,
    content: { text: string; form: TextForm; version: string | null },
  ): Promise<string>
  /** Throws `conflict` when there is something of that name. */
  makeFolder(place: FilePlace, path: string): Promise<void>
  /** Throws `conflict` when there is something of the new name. */
  rename(place: FilePlace, from: string, to: string): Promise<void>
  remove(place: FilePlace, paths: readonly string[]): Promise<void>
  measure(place: FilePlace, paths: readonly string[]): Promise<FileMeasure>
  /** What has `text` in its name, at and below a folder. */
  search(place: FilePlace, path: string, text: string, signal: AbortSignal): AsyncIterable<FoundPart>
  /** A file as it is; a folder, or several of a folder, as a tar. */
  download(place: FilePlace, paths: readonly string[]): Promise<Download>
  /** Takes a tar apart in a folder. */
  upload(place: FilePlace, path: string): Promise<Upload>
}

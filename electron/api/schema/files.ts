import { z } from 'zod'
import { ObjectRef } from './object.ts'
import { isPlainPath } from './plain-path.ts'

/** Where files are looked at: in a container, running or not, or in a volume. */
export const FilePlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('container'), id: ObjectRef }),
  z.object({ kind: z.literal('volume'), name: ObjectRef }),
])
export type FilePlace = z.infer<typeof FilePlace>

/** An absolute path in a place, in its plainest form: no NUL, no empty part, no "." or "..". */
export const FilePath = z.string().max(4096).refine(isPlainPath, 'not an absolute path in its plainest form')

export const FileKind = z.enum(['file', 'folder', 'link', 'device', 'pipe', 'socket'])
export type FileKind = z.infer<typeof FileKind>

export const FileEntry = z.object({
  name: z.string(),
  kind: FileKind,
  bytes: z.number(),
  /** permission bits, setuid, setgid and sticky included: 0o7777 at most */
  mode: z.number(),
  uid: z.number(),
  gid: z.number(),
  /** names of the two where the place itself knows them */
  owner: z.string().nullable(),
  group: z.string().nullable(),
  /** unix milliseconds of the last change */
  modified: z.number(),
  /** where a link points to, as it says itself */
  target: z.string().nullable(),
})
export type FileEntry = z.infer<typeof FileEntry>

/** What can be done in a place besides looking, reading and putting files there. */
export const FilePowers = z.object({
  /** rename, delete, measure, search: these need programs that run there, or beside it */
  change: z.boolean(),
  /** a stopped container is held still for that: whoever starts it meanwhile waits until it is done */
  still: z.boolean(),
  /** why not */
  why: z.enum(['paused', 'restarting', 'read-only', 'storage', 'programs', 'windows']).nullable(),
})
export type FilePowers = z.infer<typeof FilePowers>

/** What is at a path; a link is followed. */
export const FileLook = z.object({
  /** without links on its last part */
  path: z.string(),
  kind: FileKind,
  bytes: z.number(),
  powers: FilePowers,
})
export type FileLook = z.infer<typeof FileLook>

/** A folder as it is read, batch by batch. */
export const FolderPart = z.discriminatedUnion('kind', [
  /** the folder itself */
  z.object({ kind: z.literal('folder'), entry: FileEntry }),
  z.object({ kind: z.literal('entries'), entries: z.array(FileEntry), readBytes: z.number() }),
  z.object({
    kind: z.literal('end'),
    /** by programs that run there, or by an archive of the folder and everything below it */
    way: z.enum(['programs', 'archive']),
    /** why it stopped before its end, if it did: so many entries, or so much read of an archive */
    stopped: z.enum(['entries', 'bytes']).nullable(),
    readBytes: z.number(),
  }),
])
export type FolderPart = z.infer<typeof FolderPart>

/** How the bytes of a text file stand for its letters; what is edited is written back the same way. */
export const TextForm = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin-1']),
  /** it begins with a byte order mark */
  mark: z.boolean(),
})
export type TextForm = z.infer<typeof TextForm>

/** The content of a file, as far as it can be shown. */
export const FileContent = z.object({
  path: z.string(),
  entry: FileEntry,
  /** what it held when it was read: a digest; null when only its beginning was read */
  version: z.string().nullable(),
  /** so many bytes of it were read */
  readBytes: z.number(),
  shown: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string(), form: TextForm }),
    z.object({ kind: z.literal('image'), type: z.string(), base64: z.string() }),
    /** the first bytes of what is neither */
    z.object({ kind: z.literal('binary'), base64: z.string() }),
  ]),
})
export type FileContent = z.infer<typeof FileContent>

/** How much of a text file is shown, and the largest that is edited. */
export const maxTextBytes = 2 * 1024 * 1024
/** The largest picture that is shown. */
export const maxImageBytes = 10 * 1024 * 1024

/** What would be lost with a folder: everything below it counts. */
export const FileMeasure = z.object({ bytes: z.number(), entries: z.number() })
export type FileMeasure = z.infer<typeof FileMeasure>

/** What a search found, path by path; `stopped` when there is more than anybody would read. */
export const FoundPart = z.object({
  paths: z.array(z.object({ path: z.string(), kind: FileKind, bytes: z.number() })),
  stopped: z.boolean(),
})
export type FoundPart = z.infer<typeof FoundPart>

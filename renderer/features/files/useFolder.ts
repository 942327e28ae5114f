import { useCallback, useEffect, useState } from 'react'
import type { FileEntry, FilePlace, FolderPart } from '../../../electron/api/schema/files.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'

export interface FileRow extends FileEntry {
  /** the name, which no two have */
  readonly id: string
}

export interface Folder {
  readonly rows: readonly FileRow[]
  /** of the folder itself */
  readonly entry: FileEntry | null
  readonly readBytes: number
  /** how it was read; null while it is */
  readonly end: Extract<FolderPart, { kind: 'end' }> | null
  readonly error: PlainError | null
}

const unread: Folder = { rows: [], entry: null, readBytes: 0, end: null, error: null }

/** So much of an archive is read for a list of its names before anybody is asked. */
const firstLimitBytes = 256 * 1024 * 1024

/** The entries of a folder, as they are read; what was read before stays in sight until the new is there. */
export function useFolder(
  place: FilePlace,
  path: string,
): Folder & { reading: boolean; reload: () => void; readOn: () => void } {
  const { client } = useBerth()
  const [folder, setFolder] = useState<Folder>(unread)
  const [ask, setAsk] = useState<{ limitBytes: number | null }>({ limitBytes: firstLimitBytes })
  const key = JSON.stringify(place)

  useEffect(() => {
    let next: Folder = unread
    const subscription = client.files.list.subscribe(
      { place: JSON.parse(key) as FilePlace, path, ...ask },
      {
        onData: (part) => {
          next = withPart(next, part)
          // Nothing has changed, most likely: an empty page in between would only flicker.
          if (part.kind !== 'folder')
            setFolder((shown) => (next.end || next.rows.length >= shown.rows.length ? next : shown))
        },
        onError: (error) => setFolder({ ...next, error: plainError(error) }),
      },
    )
    return () => subscription.unsubscribe()
  }, [client, key, path, ask])

  const reload = useCallback(() => setAsk((before) => ({ ...before })), [])
  const readOn = useCallback(() => setAsk({ limitBytes: null }), [])
  return { ...folder, reading: !folder.end && !folder.error, reload, readOn }
}

function withPart(folder: Folder, part: FolderPart): Folder {
  switch (part.kind) {
    case 'folder':
      return { ...folder, entry: part.entry }
    case 'entries': {
      const rows = part.entries.map((entry) => ({ ...entry, id: entry.name }))
      return { ...folder, rows: [...folder.rows, ...rows], readBytes: part.readBytes }
    }
    case 'end':
      return { ...folder, end: part, readBytes: part.readBytes }
  }
}

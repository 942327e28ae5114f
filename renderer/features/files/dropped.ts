import type { TarItem } from './tar.ts'

/** What was chosen in the browser's own dialog; files of a chosen folder bring their place in it along. */
export function chosenFiles(files: Iterable<File>): TarItem[] {
  return withFolders([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })))
}

/** What was dropped, folders with all that is in them. Takes hold of it at once: after an event it is gone. */
export function droppedFiles(transfer: DataTransfer): Promise<TarItem[]> {
  const roots = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  return Promise.all(
    roots.map(async ({ entry, file }) => {
      if (entry) return walk(entry, '')
      return file ? [{ path: file.name, file }] : []
    }),
  ).then((found) => found.flat())
}

export const bringsFiles = (transfer: DataTransfer): boolean => transfer.types.includes('Files')

async function walk(entry: FileSystemEntry, above: string): Promise<TarItem[]> {
  const path = above + entry.name
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [{ path, file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const items: TarItem[] = [{ path, file: null }]
  // It gives some at a time, and none at its end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return items
    for (const each of some) items.push(...(await walk(each, `${path}/`)))
  }
}

/** Every folder before what is in it, so that it belongs to whom the rest belongs. */
function withFolders(items: readonly TarItem[]): TarItem[] {
  const folders = new Set<string>()
  for (const { path } of items)
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at))
  return [...[...folders].map((path) => ({ path, file: null })), ...items]
}

/** The names that appear in the folder itself. */
export const topNames = (items: readonly TarItem[]): string[] => [
  ...new Set(items.map(({ path }) => path.split('/', 1)[0] ?? '')),
]

import { maxComposeBytes } from '../../../electron/api/schema/compose.ts'

/** What was dropped onto the page. A browser tells its name and what is in it, never where it is. */
export interface Dropped {
  readonly name: string
  /** null for a folder, and for what is too large or no text */
  readonly text: string | null
}

/** The first of what was dropped; null when it is no file, such as a selected text. */
export async function readDropped(transfer: DataTransfer): Promise<Dropped | null> {
  const [file] = transfer.files
  if (!file) return null
  const isFolder = transfer.items[0]?.webkitGetAsEntry()?.isDirectory === true
  if (isFolder || file.size > maxComposeBytes) return { name: file.name, text: null }
  try {
    return {
      name: file.name,
      text: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()),
    }
  } catch {
    return { name: file.name, text: null }
  }
}

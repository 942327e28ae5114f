import {
  folderProblem,
  isSharedBy,
  sharedRoots,
  type FolderProblem,
} from '../../../electron/api/schema/shared-folders.ts'
import type { SettingRow } from '../../../electron/api/schema/settings.ts'
import type { Status } from '../../../electron/api/schema/status.ts'

/** The folders that are to be shared, as the settings have them; none before they are known. */
export function chosenFolders(rows: readonly SettingRow[] | undefined): string[] {
  const value = rows?.find(({ name }) => name === 'sharedFolders')?.value
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** How it stands with a folder: seen by the machine now, from its next start on, or only until then; or gone. */
export type FolderState = 'shared' | 'next' | 'leaving' | 'missing'

export interface SharedFolder {
  readonly path: string
  readonly state: FolderState
}

/** The folders that are to be shared, and those that the running machine sees all the same until it starts anew. */
export function sharedFolders(
  chosen: readonly string[],
  { state, sharing }: Pick<Status, 'state' | 'sharing'>,
  missing: readonly string[],
): SharedFolder[] {
  const seen = state === 'running' ? (sharing?.folders ?? []) : []
  return [
    ...chosen.map((path): SharedFolder => ({
      path,
      state: missing.includes(path) ? 'missing' : seen.includes(path) ? 'shared' : 'next',
    })),
    ...seen
      .filter((path) => !chosen.includes(path))
      .map((path): SharedFolder => ({ path, state: 'leaving' })),
  ]
}

/** A folder as it was typed: without the slashes and blanks at its ends, and from the root on where it began at the home. */
export function typedFolder(text: string, home: string): string {
  const path = text.trim().replace(/(?<=.)\/+$/, '')
  return path === '~' || path.startsWith('~/') ? home + path.slice(1) : path
}

/** Why a folder cannot be shared beside these; null when it can. */
export function typedProblem(path: string, folders: readonly string[]): FolderProblem | 'shared' | null {
  return folderProblem(path) ?? (isSharedBy(folders, path) ? 'shared' : null)
}

/** True of what may still become a folder that can be shared while it is typed on. */
export function isUnfinished(path: string): boolean {
  if (path === '' || path === '~' || path.startsWith('~/')) return true
  if (/\/\.{1,2}$/.test(path)) return true
  return (
    path.startsWith('/') &&
    sharedRoots.some((root) => root.startsWith(path.slice(1)) && root !== path.slice(1))
  )
}

/** The folders with one more; those that are in it need no entry of their own any more. */
export function withFolder(folders: readonly string[], path: string): string[] {
  return [...folders.filter((folder) => !isSharedBy([path], folder)), path]
}

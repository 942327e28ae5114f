import { z } from 'zod'
import { isPlainPath } from './plain-path.ts'

/**
 * Where folders of this computer may appear in the guest. They have the same path there, so that what a docker command
 * names is what is mounted; the other names of the guest's root are its own, or not there.
 */
export const sharedRoots = [
  'Users',
  'Volumes',
  'home',
  'media',
  'mnt',
  'opt',
  'private',
  'srv',
  'tmp',
] as const

/** Why a folder cannot be shared, whether it is there or not; null when it can. */
export type FolderProblem = 'not-absolute' | 'not-plain' | 'outside'

/** A folder that may be shared, judged by its path alone. */
export function folderProblem(path: string): FolderProblem | null {
  if (!path.startsWith('/')) return 'not-absolute'
  // The guest is told by a line for each folder; and vfkit's lists are cut at commas and know no escape.
  if (!isPlainPath(path) || /[\p{Cc}",]|\s$/u.test(path)) return 'not-plain'
  const [, root = ''] = path.split('/')
  return sharedRoots.some((known) => known === root) ? null : 'outside'
}

/** True when `path` is one of `folders` or lies in one. */
export function isSharedBy(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}

const problems: Readonly<Record<FolderProblem, string>> = {
  'not-absolute': 'must be a path from the root on',
  'not-plain':
    'must be a plain path: no "." or "..", no comma, no quotation mark, no slash or blank at its end',
  outside: `must be below ${sharedRoots.map((root) => `/${root}`).join(', ')}: other names are the machine's own`,
}

const SharedFolder = z
  .string()
  .max(1000)
  .superRefine((path, context) => {
    const problem = folderProblem(path)
    if (problem) context.addIssue({ code: 'custom', message: problems[problem] })
  })

/** The folders of this computer that the machine sees. None lies in another one: that is shared already. */
export const SharedFolders = z
  .array(SharedFolder)
  .max(32)
  .superRefine((folders, context) => {
    for (const [at, folder] of folders.entries()) {
      const others = folders.filter((_, other) => other !== at)
      if (isSharedBy(others, folder))
        context.addIssue({
          code: 'custom',
          path: [at],
          message: 'is shared already, by itself or by a folder above it',
        })
    }
  })

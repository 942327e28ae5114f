import { access, constants, lstat, mkdir, readlink, symlink, unlink } from 'node:fs/promises'
import path from 'node:path'

/** The commands that a user can have as links. */
export const linkedCommands = ['berth', 'docker'] as const
export type LinkedCommand = (typeof linkedCommands)[number]

export type LinkResult =
  | { readonly kind: 'linked' | 'there' | 'not-ours'; readonly link: string }
  /** another program of this name comes with the computer: ours would take its place */
  | { readonly kind: 'other'; readonly command: string }
  | { readonly kind: 'missing' }

/**
 * Links a launcher out of `from` into `folder`. What is not ours is never touched; and a `docker` that the PATH has already is
 * left in charge.
 */
export async function linkCommand(
  name: LinkedCommand,
  from: string,
  folder: string,
  searchPath: string,
): Promise<LinkResult> {
  const launcher = path.join(from, name)
  if (!(await runnable(launcher))) return { kind: 'missing' }
  const link = path.join(folder, name)
  if (await leadsTo(link, launcher)) return { kind: 'there', link }
  if (await exists(link)) return { kind: 'not-ours', link }
  const other = name === 'docker' ? await inPath(name, searchPath, folder) : null
  if (other !== null) return { kind: 'other', command: other }
  await mkdir(folder, { recursive: true })
  await symlink(launcher, link)
  return { kind: 'linked', link }
}

/** Takes the link away if it leads to ours; resolves with whether it did. */
export async function unlinkCommand(name: LinkedCommand, from: string, folder: string): Promise<boolean> {
  const link = path.join(folder, name)
  if (!(await leadsTo(link, path.join(from, name)))) return false
  await unlink(link)
  return true
}

/** True when programs of `folder` are found by their name. */
export function isInPath(folder: string, searchPath: string): boolean {
  return folders(searchPath).includes(path.resolve(folder))
}

async function inPath(name: string, searchPath: string, besides: string): Promise<string | null> {
  for (const folder of folders(searchPath)) {
    const file = path.join(folder, name)
    if (folder !== path.resolve(besides) && (await runnable(file))) return file
  }
  return null
}

function folders(searchPath: string): string[] {
  return searchPath
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.resolve(folder))
}

async function leadsTo(link: string, target: string): Promise<boolean> {
  const found = await readlink(link).catch(() => null)
  return found !== null && path.resolve(path.dirname(link), found) === target
}

function runnable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** A link that leads nowhere is there, too. */
function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}

import {
  access,
  constants,
  lstat,
  mkdir,
  readFile,
  readlink,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { desktopSystem } from './paths.ts'

/** The commands that a user can have as links. */
export const linkedCommands = ['berth', 'docker'] as const
export type LinkedCommand = (typeof linkedCommands)[number]

/** Windows lets few users make links, so there a command is a small script that calls the launcher. */
export type LinkKind = 'links' | 'scripts'
const kindHere: LinkKind = desktopSystem === 'windows' ? 'scripts' : 'links'

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
  as = kindHere,
): Promise<LinkResult> {
  const launcher = path.join(from, fileOf(name, as))
  if (!(await runnable(launcher))) return { kind: 'missing' }
  const link = path.join(folder, fileOf(name, as))
  if (await leadsTo(link, launcher, as)) return { kind: 'there', link }
  if (await exists(link)) return { kind: 'not-ours', link }
  const other = name === 'docker' ? await inPath(name, searchPath, folder, as) : null
  if (other !== null) return { kind: 'other', command: other }
  await mkdir(folder, { recursive: true })
  if (as === 'links') await symlink(launcher, link)
  else await writeFile(link, scriptFor(launcher, folder), { flag: 'wx' })
  return { kind: 'linked', link }
}

/** Takes the link away if it leads to ours; resolves with whether it did. */
export async function unlinkCommand(
  name: LinkedCommand,
  from: string,
  folder: string,
  as = kindHere,
): Promise<boolean> {
  const link = path.join(folder, fileOf(name, as))
  if (!(await leadsTo(link, path.join(from, fileOf(name, as)), as))) return false
  await unlink(link)
  return true
}

/** True when programs of `folder` are found by their name. */
export function isInPath(folder: string, searchPath: string): boolean {
  return folders(searchPath).includes(path.resolve(folder))
}

const fileOf = (name: LinkedCommand, as: LinkKind): string => (as === 'links' ? name : `${name}.cmd`)

async function inPath(
  name: string,
  searchPath: string,
  besides: string,
  as: LinkKind,
): Promise<string | null> {
  const endings = as === 'links' ? [''] : ['.exe', '.cmd', '.bat']
  for (const folder of folders(searchPath).filter((each) => each !== path.resolve(besides)))
    for (const ending of endings) {
      const file = path.join(folder, name + ending)
      if (await runnable(file)) return file
    }
  return null
}

/** From where it lies itself: cmd.exe reads a script in an old code page, in which the user's name may be another one. */
function scriptFor(launcher: string, folder: string): string {
  const way = path.relative(folder, launcher)
  const from = (path.isAbsolute(way) ? '' : '%~dp0') + way.replaceAll('%', '%%')
  return `@rem Made by "berth path add", taken away by "berth path remove".\r\n@"${from}" %*\r\n`
}

function folders(searchPath: string): string[] {
  return searchPath
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.resolve(folder))
}

async function leadsTo(link: string, target: string, as: LinkKind): Promise<boolean> {
  if (as === 'scripts')
    return (await readFile(link, 'utf8').catch(() => null)) === scriptFor(target, path.dirname(link))
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

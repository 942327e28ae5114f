import type { FileEntry, FileKind } from '../../../electron/api/schema/files.ts'

export const joined = (folder: string, name: string): string =>
  folder === '/' ? `/${name}` : `${folder}/${name}`
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The folders on the way to a path, the root first, each with its own path. */
export function stepsTo(path: string): { name: string; path: string }[] {
  const parts = path.split('/').filter(Boolean)
  return parts.map((name, at) => ({ name, path: `/${parts.slice(0, at + 1).join('/')}` }))
}

const letters: Readonly<Record<FileKind, string>> = {
  file: '-',
  folder: 'd',
  link: 'l',
  device: 'b',
  pipe: 'p',
  socket: 's',
}

/** Permissions as ls writes them: drwxr-xr-x. */
export function modeText({ kind, mode }: Pick<FileEntry, 'kind' | 'mode'>): string {
  const bits = Array.from('rwxrwxrwx', (letter, at) => ((mode >> (8 - at)) & 1 ? letter : '-'))
  const special: readonly (readonly [mask: number, at: number, set: string])[] = [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ]
  for (const [mask, at, set] of special)
    if (mode & mask) bits[at] = bits[at] === 'x' ? set : set.toUpperCase()
  return letters[kind] + bits.join('')
}

/** A name that the user may give a file: anything but what would be a path, or nothing. */
export const isName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  !/[/\0]/.test(name) &&
  new TextEncoder().encode(name).length <= 255

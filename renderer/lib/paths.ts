/** A path being typed, as the folder that it is in and what of a name is there so far. */
export function splitPath(path: string): { dir: string; name: string } {
  const slash = path.lastIndexOf('/')
  if (slash < 0) return { dir: path === '~' ? '~' : '', name: path === '~' ? '' : path }
  return { dir: slash === 0 ? '/' : path.slice(0, slash), name: path.slice(slash + 1) }
}

export const joinPath = (dir: string, name: string): string =>
  dir.endsWith('/') ? `${dir}${name}` : `${dir}/${name}`

/** The last part of a path: what people call the folder or the file. */
export const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) || path

/** A path with the user's home written short. */
export function shortPath(path: string, home: string): string {
  if (path === home) return '~'
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

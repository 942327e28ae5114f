/** Whether a path is absolute and in its plainest form: no NUL, no empty part, no "." or "..". */
export function isPlainPath(path: string): boolean {
  if (path === '/') return true
  if (!path.startsWith('/') || path.includes('\0')) return false
  return path
    .slice(1)
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..')
}

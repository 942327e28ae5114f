/** Has the browser save what a path of the page's own origin answers, under the name that the answer gives it. */
export function save(path: string): void {
  const link = document.createElement('a')
  link.href = path
  link.download = ''
  link.click()
}

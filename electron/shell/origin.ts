import type { WebFrameMain } from 'electron'

/** The page's origin in the window: served by Berth itself, from its own files, under a scheme that nobody else answers. */
export const pageScheme = 'app'
export const pageHost = 'berth'
export const pageOrigin = `${pageScheme}://${pageHost}`

/** Whether an address is the page's. `URL.origin` is of no use: Node knows no origin for schemes of our own. */
export function isPage(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '' && url.port === ''
}

/** Whether a message comes from the page itself: its main frame, and no other document in it. */
export function isPageFrame(frame: WebFrameMain | null): frame is WebFrameMain {
  return frame !== null && !frame.detached && frame.parent === null && isPage(frame.url)
}

import { app, shell, type Session, type WebContents } from 'electron'
import type { Log } from '../base/log.ts'
import { isExternal, type PublishedPorts } from './external.ts'
import { isPage, isPageFrame } from './origin.ts'

/** What the page may use of what a browser asks its user for: the clipboard, which copying and pasting need. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'clipboard-read'])

/** Denies whatever a window or a document could be made to do beyond showing the page. Call it before any is made. */
export function protectAll(ports: PublishedPorts, log: Log): void {
  app.on('web-contents-created', (_event, contents) => protect(contents, ports, log))
  app.on('session-created', (session) => denyPermissions(session))
}

function protect(contents: WebContents, ports: PublishedPorts, log: Log): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (isPage(event.url)) return
    event.preventDefault()
    log.warn({ url: event.url.slice(0, 200) }, 'a navigation away from the page was denied')
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url, ports, log)
    return { action: 'deny' }
  })
}

/** Opens an address in the user's browser, if it is one that Berth has a reason to open. */
export function openExternal(url: string, ports: PublishedPorts, log: Log): void {
  if (isExternal(url, ports)) {
    shell
      .openExternal(url)
      .catch((error: unknown) => log.warn({ error: String(error) }, 'no browser took it'))
  } else log.warn({ url: url.slice(0, 200) }, 'an address was not opened')
}

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, { isMainFrame }) =>
    answer(isMainFrame && allowed.has(permission) && isPageFrame(contents.mainFrame)),
  )
  session.setPermissionCheckHandler(
    (contents, permission) => allowed.has(permission) && isPageFrame(contents?.mainFrame ?? null),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

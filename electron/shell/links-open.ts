import { app } from 'electron'
import type { Log } from '../base/log.ts'
import { addressOfLink, linkAmong, linkScheme } from './links.ts'

/** Follows `berth://` links: those the app was started with, those of a second start, and those that macOS brings. */
export function followLinks(
  argv: readonly string[],
  show: (address?: string) => void,
  log: Log,
): string | null {
  const address = (link: string | null): string | null => {
    if (link === null) return null
    const found = addressOfLink(link)
    if (found === null) log.warn({ link: link.slice(0, 100) }, 'a link leads nowhere')
    return found
  }
  app.on('second-instance', (_event, others) => show(address(linkAmong(others)) ?? undefined))
  app.on('open-url', (event, link) => {
    event.preventDefault()
    show(address(link) ?? undefined)
  })
  // Else a checkout would register Electron's own program.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  return address(linkAmong(argv))
}

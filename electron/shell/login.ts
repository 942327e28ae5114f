import { app } from 'electron'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { autostartEntry, desktopSystem } from '../base/paths.ts'

/** Tells a start at login from one by hand: it shows no window. */
export const hiddenArgument = '--hidden'

/** Has the app start with the user's session, or not any more. Nothing that needs more rights than the user's own. */
export async function startAtLogin(wanted: boolean): Promise<void> {
  if (desktopSystem !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [hiddenArgument] })
    return
  }
  const entry = autostartEntry()
  if (!wanted) {
    await rm(entry, { force: true })
    return
  }
  await mkdir(path.dirname(entry), { recursive: true })
  // An AppImage is mounted elsewhere at each start; it says itself where it lies.
  await writeFile(entry, autostartText(process.env['APPIMAGE'] ?? process.execPath))
}

/** By the Desktop Entry Specification: an argument is quoted, and what means something in quotes is escaped twice. */
export function autostartText(program: string): string {
  const quoted = program.replaceAll('%', '%%').replace(/[\\"`$]/g, (char) => `\\\\${char}`)
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Berth',
    `Exec="${quoted}" ${hiddenArgument}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

import type { DesktopLanguage } from '../schema/desktop.ts'
import type { UpdateAct, UpdateState } from '../schema/update.ts'

/** What the desktop app and the page in its window have to say to each other: both are clients of the host, and know only it. */
export interface DesktopService {
  /** Has the page go to an address of its own; false when none listens. */
  show(address: string): Promise<boolean>
  /** where the page is to go */
  shown(signal: AbortSignal): AsyncIterable<string>
  /** The page speaks this: so shall the menus. */
  speak(language: DesktopLanguage): Promise<void>
  /** what the page spoke last, then every change */
  spoken(signal: AbortSignal): AsyncIterable<DesktopLanguage>
  /** The desktop app says where its update stands. */
  tellUpdate(state: UpdateState): Promise<void>
  /** that, then every change; null while no desktop app runs, for only that can update itself */
  update(signal: AbortSignal): AsyncIterable<UpdateState | null>
  /** The page's user wants this of an update; false when no desktop app runs. */
  actOnUpdate(act: UpdateAct): Promise<boolean>
  /** what pages want of an update */
  updateActs(signal: AbortSignal): AsyncIterable<UpdateAct>
}

import type { WindowsContainersAdded, WindowsContainersView } from '../schema/windows-containers.ts'

/** Windows' own engine as a service of this computer. Everywhere else, all reject with `bad-input`. */
export interface WindowsContainersService {
  look(signal: AbortSignal): Promise<WindowsContainersView>
  /** Asks once for an administrator. Rejects with why it did not come about, or nobody agreed. */
  add(): Promise<WindowsContainersAdded>
  /** The same, to take it away; with `deleteData` all of its containers, images and volumes, too. */
  remove(options: { deleteData: boolean }): Promise<void>
}

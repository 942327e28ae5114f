import type { StatusError } from '../api/schema/status.ts'
import type { Paths } from '../base/paths.ts'
import { loadSettings, missingFolders, type MachineSnapshot } from '../machine/index.ts'

/** Shared folders that the running machine was started without, and that are still not there: what the status says of each. */
export async function lostFolders(
  paths: Pick<Paths, 'settings'>,
  { settings, state }: Pick<MachineSnapshot, 'settings' | 'state'>,
): Promise<StatusError[]> {
  if (state !== 'running' || !settings) return []
  // Damaged settings are told of elsewhere.
  const wanted = (await loadSettings(paths.settings).catch(() => ({ sharedFolders: [] }))).sharedFolders ?? []
  const lost = await missingFolders(wanted.filter((folder) => !settings.sharedFolders.includes(folder)))
  return lost.map((folder) => ({
    step: 'shares',
    message: `The shared folder ${folder} is not there: the machine was started without it.`,
    hint: 'Bring it back and restart the machine, or take it out of the settings.',
  }))
}

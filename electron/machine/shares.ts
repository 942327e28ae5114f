import { stat } from 'node:fs/promises'
import { setTimeout as later } from 'node:timers/promises'
import type { Settings } from '../api/schema/settings.ts'
import type { Capabilities } from './driver.ts'

/** A folder of this computer, and the name by which the guest asks its hypervisor for it. */
export interface Share {
  readonly tag: string
  readonly folder: string
}

/** The name by which the guest asks for Rosetta. */
export const rosettaTag = 'rosetta'

export function sharesOf({ sharedFolders }: Pick<Settings, 'sharedFolders'>): Share[] {
  return sharedFolders.map((folder, at) => ({ tag: `share${at}`, folder }))
}

/** What the seed tells the guest to mount, a line for each folder: file system, tag, and the path to the line's end. */
export function shareLines(
  settings: Pick<Settings, 'sharedFolders'>,
  shares: NonNullable<Capabilities['shares']>,
): string {
  return sharesOf(settings)
    .map(({ tag, folder }) => `${shares.filesystem} ${tag} ${folder}\n`)
    .join('')
}

/** Whether and where a machine with these settings can be suspended. */
export function suspendOf(
  { suspend, shares }: Capabilities,
  { sharedFolders }: Pick<Settings, 'sharedFolders'>,
): Capabilities['suspend'] {
  return sharedFolders.length > 0 && shares?.suspend === false ? false : suspend
}

/** Milliseconds that a folder's disk has to answer: that of a lost server may never. */
const statMs = 2000

/** Those of `folders` that are no folders of this computer now: a hypervisor would not start with them. */
export async function missingFolders(folders: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    folders.map(async (folder) => {
      const found = stat(folder).catch(() => null)
      return (await Promise.race([found, later(statMs, null, { ref: false })]))?.isDirectory() ?? false
    }),
  )
  return folders.filter((_, at) => !there[at])
}

/** The settings without what this driver cannot do, and without folders that are not there: a lost disk is no reason to have no engine. */
export async function grantedBy(capabilities: Capabilities, settings: Settings): Promise<Settings> {
  const asked = capabilities.shares ? settings.sharedFolders : []
  const missing = await missingFolders(asked)
  return {
    ...settings,
    sharedFolders: asked.filter((folder) => !missing.includes(folder)),
    rosetta: settings.rosetta && capabilities.rosetta,
  }
}

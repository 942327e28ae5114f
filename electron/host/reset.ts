import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ResetPreview } from '../api/schema/host.ts'
import type { Paths } from '../base/paths.ts'
import { bytesOnDisk } from './status.ts'

/** What a reset destroys, in the words of people who would miss it. */
function itemsOf(paths: Paths): { what: string; path: string }[] {
  const { machine, settings, logs } = paths
  return [
    { what: 'data disk: containers, images, volumes', path: machine.dataDisk },
    { what: 'suspended state', path: machine.stateFile },
    { what: 'keys to the guest', path: machine.userKey },
    { what: 'settings', path: settings },
    { what: 'rules for clean-ups', path: paths.retentionRules },
    { what: 'choices for notices', path: paths.noticeChoices },
    { what: 'notices', path: paths.noticeList },
    { what: 'list of compose projects (not their files)', path: paths.openedProjects },
    { what: 'records and logs of builds', path: paths.builds },
    { what: 'records of other engines', path: paths.otherEngines },
    { what: 'logs', path: logs },
  ]
}

/** Names and sizes of what is there to be lost. */
export async function previewReset(paths: Paths): Promise<ResetPreview> {
  const items = []
  for (const item of itemsOf(paths)) {
    const bytes = await bytesUnder(item.path)
    if (bytes !== null) items.push({ ...item, bytes })
  }
  return { home: paths.home, items, bytes: items.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** Deletes what Berth keeps in a home, but for the sockets' folder, which a host has in use. */
export async function deleteBelongings(paths: Paths): Promise<void> {
  const { machine, settings, logs, builds } = paths
  const { retentionRules, cleanUps, noticeChoices, noticeList, openedProjects, recentPlaces } = paths
  const kept = [retentionRules, cleanUps, noticeChoices, noticeList, openedProjects, recentPlaces]
  const others = [paths.engineChoice, paths.otherEngines]
  for (const each of [
    machine.dir,
    settings,
    logs,
    builds,
    paths.desktopProfile,
    paths.welcome,
    ...kept,
    ...others,
  ])
    await rm(each, { recursive: true, force: true })
}

/**
 * Deletes the sockets' folder, and the home itself when nothing of anybody else's is in it. The last that a host does:
 * the lock goes with it, so nobody comes in between.
 */
export async function deleteRest(paths: Paths): Promise<void> {
  // What was logged meanwhile.
  await deleteBelongings(paths)
  await rm(paths.run.dir, { recursive: true, force: true })
  await rmdir(paths.home).catch(() => undefined)
}

/** What a file, or a folder with all below it, takes on the disk; null when there is none. */
async function bytesUnder(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null)
  if (!found) return null
  if (!found.isDirectory()) return bytesOnDisk(file)
  const entries = await readdir(file, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map((entry) => bytesOnDisk(path.join(entry.parentPath, entry.name))))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

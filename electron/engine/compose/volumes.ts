import type { ComposeVolume } from '../../api/schema/compose.ts'
import type { DiskUse } from '../disk-use/disk-use.ts'
import { projectLabel } from './container.ts'

const never = new AbortController().signal

/** The volumes that compose made for a project, measured, which takes the engine a while where they are large. */
export async function projectVolumes(diskUse: DiskUse, project: string): Promise<ComposeVolume[]> {
  const { value } = await diskUse.measure('volumes', never)
  return value.items
    .filter(({ labels }) => labels[projectLabel] === project)
    .map(({ id, bytes }) => ({ name: id, bytes }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

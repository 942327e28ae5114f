import { z } from 'zod'
import type { ComposeVolume } from '../../api/schema/compose.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { projectLabel } from './container.ts'

/** `GET /system/df?type=volume`; a volume of a driver that cannot tell has the size -1. */
const Usage = z.object({
  Volumes: z
    .array(
      z.object({
        Name: z.string(),
        Labels: z.record(z.string(), z.string()).nullish(),
        UsageData: z.object({ Size: z.number() }).nullish(),
      }),
    )
    .nullish(),
})

/** The volumes that compose made for a project, measured, which takes the engine a while where they are large. */
export async function projectVolumes(client: EngineClient, project: string): Promise<ComposeVolume[]> {
  const doing = `measure the volumes of ${project}`
  const answer = Usage.safeParse(
    await client.json({ doing, path: '/system/df', query: { type: 'volume' } }, { deadlineMs: 5 * 60_000 }),
  )
  if (!answer.success) throw malformed(doing, 'it is no list of volumes')
  return (answer.data.Volumes ?? [])
    .filter((volume) => volume.Labels?.[projectLabel] === project)
    .map(({ Name, UsageData }) => ({
      name: Name,
      bytes: UsageData && UsageData.Size >= 0 ? UsageData.Size : null,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

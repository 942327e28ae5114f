import { z } from 'zod'
import type { VolumeRow, VolumeUser } from '../../api/schema/volumes.ts'
import { clip } from '../text.ts'

const words = z.record(z.string(), z.string()).nullish()

/** One volume of `GET /volumes`. */
const Volume = z.object({
  Name: z.string().min(1).max(512),
  Driver: z.string().default(''),
  Mountpoint: z.string().default(''),
  CreatedAt: z.string().nullish(),
  Labels: words,
  Options: words,
})

const List = z.object({ Volumes: z.array(z.unknown()).nullish() })

/** How the engine marks a volume that nobody named. Source: moby's volume/service. */
const anonymousLabel = 'com.docker.volume.anonymous'
const maxWords = 256

/** The rows of a list; what is no volume is left out. */
export function parseVolumes(answer: unknown, usersOf: (name: string) => VolumeUser[]): VolumeRow[] {
  return (List.safeParse(answer).data?.Volumes ?? []).flatMap((one) => {
    const parsed = Volume.safeParse(one)
    if (!parsed.success) return []
    const { Name, Driver, Mountpoint, CreatedAt, Labels, Options } = parsed.data
    const created = Date.parse(CreatedAt ?? '')
    return [
      {
        id: Name,
        driver: clip(Driver, 256),
        mountpoint: clip(Mountpoint),
        created: Number.isNaN(created) ? null : new Date(created).toISOString(),
        labels: clipped(Labels ?? {}, [anonymousLabel]),
        options: clipped(Options ?? {}, []),
        anonymous: Labels?.[anonymousLabel] !== undefined,
        usedBy: usersOf(Name),
      },
    ]
  })
}

function clipped(
  given: Readonly<Record<string, string>>,
  without: readonly string[],
): Record<string, string> {
  const kept = Object.entries(given).filter(([name]) => !without.includes(name))
  return Object.fromEntries(kept.slice(0, maxWords).map(([name, value]) => [clip(name, 256), clip(value)]))
}

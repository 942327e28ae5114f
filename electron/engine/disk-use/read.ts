import { z } from 'zod'
import type { CacheEntry } from '../../api/schema/builds.ts'
import { keepLabel } from '../../api/schema/clean-up.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import { noTimes, parseRows } from '../containers/row.ts'
import { isHelper } from '../helper-label.ts'
import { named } from '../images/row.ts'
import { clip } from '../text.ts'
import { parseVolumes } from '../volumes/row.ts'

/** objects of a kind that are looked at; the guest is not trusted with the host's memory */
const most = 50_000

/** Something that the engine measured: null bytes where it cannot tell. */
interface Sized {
  readonly id: string
  readonly bytes: number | null
  /** marked to be spared by clean-ups */
  readonly keep: boolean
}

export interface MeasuredImage extends Sized {
  readonly bytes: number
  readonly tags: readonly string[]
  readonly digests: readonly string[]
  /** unix seconds */
  readonly created: number
  readonly sharedBytes: number
  /** containers that use it, running or not */
  readonly containers: number
}

/** `bytes`: what it wrote over its image. */
export interface MeasuredContainer
  extends Sized, Pick<ContainerRow, 'name' | 'image' | 'imageId' | 'state' | 'created' | 'volumes'> {
  readonly networks: readonly string[]
}

export interface MeasuredVolume extends Sized {
  readonly created: string | null
  readonly anonymous: boolean
  readonly labels: Readonly<Record<string, string>>
}

export type MeasuredCache = CacheEntry &
  Sized & { readonly bytes: number; readonly parents: readonly string[] }

/** What `GET /system/df` says of each kind; `totalBytes` counts what is shared once. */
export interface Measured {
  readonly images: {
    readonly items: readonly MeasuredImage[]
    readonly totalBytes: number
    readonly freeBytes: number
  }
  readonly containers: { readonly items: readonly MeasuredContainer[] }
  readonly volumes: { readonly items: readonly MeasuredVolume[] }
  readonly cache: { readonly items: readonly MeasuredCache[] }
}

const Labels = z.record(z.string(), z.string()).nullish().catch(null)
const isKept = (labels: z.infer<typeof Labels>): boolean => labels?.[keepLabel] !== undefined

/** Each that is what it should be; others are left out. */
function each<T extends z.ZodType>(type: T) {
  return z.array(z.unknown()).transform((all): z.infer<T>[] =>
    all.slice(0, most).flatMap((one) => {
      const parsed = type.safeParse(one)
      return parsed.success ? [parsed.data] : []
    }),
  )
}

/** Since API 1.52 the answer has a part for each kind; before, a list for each. */
const DiskUse = z.object({
  ImageUsage: z
    .object({
      Items: z.array(z.unknown()).nullish(),
      TotalSize: z.number().default(0),
      Reclaimable: z.number().default(0),
    })
    .nullish(),
  ContainerUsage: z.object({ Items: z.array(z.unknown()).nullish() }).nullish(),
  VolumeUsage: z.object({ Items: z.array(z.unknown()).nullish() }).nullish(),
  BuildCacheUsage: z.object({ Items: z.array(z.unknown()).nullish() }).nullish(),
  LayersSize: z.number().default(0),
  Images: z.array(z.unknown()).nullish(),
  Containers: z.array(z.unknown()).nullish(),
  Volumes: z.array(z.unknown()).nullish(),
  BuildCache: z.array(z.unknown()).nullish(),
})

const Image = z.object({
  Id: z.string().min(1).max(128),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Created: z.number().default(0),
  Size: z.number().nonnegative(),
  /** -1: not measured */
  SharedSize: z.number().catch(-1),
  Containers: z.number().catch(-1),
  Labels,
})

function readImages(answer: z.infer<typeof DiskUse>): Measured['images'] {
  const { ImageUsage: part, Images, LayersSize } = answer
  const items = each(Image)
    .parse(part?.Items ?? Images ?? [])
    .filter((image) => !isHelper(image.Labels))
    .map((image) => ({
      id: image.Id,
      tags: named(image.RepoTags),
      digests: named(image.RepoDigests),
      created: image.Created,
      bytes: image.Size,
      sharedBytes: Math.min(image.Size, Math.max(0, image.SharedSize)),
      containers: Math.max(0, image.Containers),
      keep: isKept(image.Labels),
    }))
  const own = items
    .filter(({ containers }) => containers === 0)
    .reduce((sum, one) => sum + one.bytes - one.sharedBytes, 0)
  return {
    items,
    totalBytes: part ? part.TotalSize : LayersSize,
    // What unused images share with each other only goes too, which the sum of their own parts leaves out.
    freeBytes: Math.max(own, part?.Reclaimable ?? 0),
  }
}

const Container = z.object({ Id: z.string(), SizeRw: z.number().nonnegative().optional(), Labels })

function readContainers(answer: z.infer<typeof DiskUse>): Measured['containers'] {
  const list = (answer.ContainerUsage?.Items ?? answer.Containers ?? []).slice(0, most)
  const measured = new Map(
    each(Container)
      .parse(list)
      .map((one) => [one.Id, one]),
  )
  return {
    items: parseRows(list, () => noTimes).map(
      ({ id, name, image, imageId, state, created, volumes, networks }) => ({
        ...{ id, name, image, imageId, state, created, volumes },
        networks: networks.map((network) => network.name),
        // The engine leaves a zero out.
        bytes: measured.get(id)?.SizeRw ?? 0,
        keep: isKept(measured.get(id)?.Labels),
      }),
    ),
  }
}

const Volume = z.object({
  Name: z.string(),
  /** the size is -1 where a driver does not tell */
  UsageData: z.object({ Size: z.number() }).nullish(),
  Labels,
})

function readVolumes(answer: z.infer<typeof DiskUse>): Measured['volumes'] {
  const list = (answer.VolumeUsage?.Items ?? answer.Volumes ?? []).slice(0, most)
  const measured = new Map(
    each(Volume)
      .parse(list)
      .map((one) => [one.Name, one]),
  )
  return {
    items: parseVolumes({ Volumes: list }, () => []).map(({ id, created, anonymous, labels }) => {
      const bytes = measured.get(id)?.UsageData?.Size ?? -1
      return {
        ...{ id, created, anonymous, labels },
        bytes: bytes < 0 ? null : bytes,
        keep: isKept(measured.get(id)?.Labels),
      }
    }),
  }
}

const Piece = z.object({
  ID: z.string().min(1).max(128),
  Parents: z.array(z.string()).nullish(),
  /** as the engine really writes it */
  ' Parents': z.array(z.string()).nullish(),
  Type: z.string().default(''),
  Description: z.string().default(''),
  InUse: z.boolean().default(false),
  Shared: z.boolean().default(false),
  Size: z.number().default(0),
  CreatedAt: z.string(),
  LastUsedAt: z.string().nullish(),
  UsageCount: z.number().default(0),
})

function readCache(answer: z.infer<typeof DiskUse>): Measured['cache'] {
  return {
    items: each(Piece)
      .parse(answer.BuildCacheUsage?.Items ?? answer.BuildCache ?? [])
      .map((piece) => ({
        id: piece.ID,
        parents: piece.Parents ?? piece[' Parents'] ?? [],
        type: clip(piece.Type, 64),
        description: clip(piece.Description),
        bytes: Math.max(0, piece.Size),
        inUse: piece.InUse,
        shared: piece.Shared,
        createdAt: piece.CreatedAt,
        lastUsedAt: piece.LastUsedAt ?? null,
        uses: piece.UsageCount,
        keep: false,
      })),
  }
}

const readers: { readonly [Kind in keyof Measured]: (answer: z.infer<typeof DiskUse>) => Measured[Kind] } = {
  images: readImages,
  containers: readContainers,
  volumes: readVolumes,
  cache: readCache,
}

/** Null for an answer that is none. */
export function readDiskUse<Kind extends keyof Measured>(kind: Kind, answer: unknown): Measured[Kind] | null {
  const parsed = DiskUse.safeParse(answer)
  return parsed.success ? readers[kind](parsed.data) : null
}

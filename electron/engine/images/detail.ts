import { z } from 'zod'
import type { ImageDetail, ImageLayer } from '../../api/schema/images.ts'
import type { EngineClient } from '../client.ts'
import { imagePath } from '../names.ts'
import { clip } from '../text.ts'
import { Manifests, platformName, platformOf } from './platforms.ts'
import { clippedLabels, named } from './row.ts'

const Text = z.string().nullish().catch(null)
const Texts = z
  .array(z.string())
  .nullish()
  .catch(null)
  .transform((all) => (all ?? []).slice(0, 1000).map((one) => clip(one)))
const Keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(null)
  .transform((all) => Object.keys(all ?? {}).slice(0, 200))

const Config = z.object({
  Entrypoint: Texts,
  Cmd: Texts,
  Env: Texts,
  ExposedPorts: Keys,
  Volumes: Keys,
  User: Text,
  WorkingDir: Text,
  StopSignal: Text,
  Healthcheck: z.object({ Test: Texts }).nullish().catch(null),
  Labels: z.record(z.string(), z.string()).nullish().catch(null),
})

const Inspected = z.object({
  Id: z.string().min(1).max(128),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Created: Text,
  Author: Text,
  Os: Text,
  Architecture: Text,
  Variant: Text,
  Size: z.number().default(0),
  Config: Config.nullish(),
  RootFS: z.object({ Layers: Texts }).nullish().catch(null),
})

const Step = z.object({
  Created: z.number().catch(0),
  CreatedBy: z.string().catch(''),
  Comment: z.string().catch(''),
  Size: z.number().catch(0),
})

/** What an image is made of, of one platform (null: of the one that the engine would run). */
export async function imageDetail(
  client: EngineClient,
  id: string,
  platform: string | null,
): Promise<ImageDetail> {
  const doing = `inspect the image ${id}`
  const path = imagePath(id)
  const query = platform === null ? {} : { platform: platformOf(platform) }
  // The engine tells of all platforms, or of one in particular, but not both at once.
  const [all, raw, steps] = await Promise.all([
    client.json({ doing, path: `${path}/json`, query: { manifests: true } }),
    platform === null ? null : client.json({ doing, path: `${path}/json`, query }),
    client.json({ doing, path: `${path}/history`, query }),
  ])
  return parseDetail(all, raw ?? all, steps)
}

/** `all` tells of every platform, `one` of the platform that is asked about. */
export function parseDetail(all: unknown, one: unknown, steps: unknown): ImageDetail {
  const whole = Inspected.extend({ Manifests }).parse(all)
  const image = Inspected.parse(one)
  const config = image.Config ?? Config.parse({})
  return {
    id: whole.Id,
    tags: named(whole.RepoTags),
    digests: named(whole.RepoDigests),
    created: image.Created && !Number.isNaN(Date.parse(image.Created)) ? image.Created : null,
    author: clip(image.Author ?? ''),
    platform: platformName({
      os: image.Os ?? '',
      architecture: image.Architecture ?? '',
      variant: image.Variant ?? '',
    }),
    bytes: image.Size,
    entrypoint: config.Entrypoint,
    command: config.Cmd,
    env: config.Env,
    ports: config.ExposedPorts,
    volumes: config.Volumes,
    user: config.User ?? '',
    workingDir: config.WorkingDir ?? '',
    stopSignal: config.StopSignal ?? '',
    healthcheck: config.Healthcheck?.Test ?? [],
    labels: clippedLabels(config.Labels ?? {}),
    variants: whole.Manifests.map((manifest) => ({
      platform: platformName(manifest.ImageData.Platform),
      digest: manifest.ID,
      here: manifest.Available,
      bytes: manifest.Size.Total,
    })),
    layers: parseLayers(steps, image.RootFS?.Layers ?? []),
    raw: one as ImageDetail['raw'],
  }
}

/**
 * The history, the newest step first. Which steps made a layer the engine does not say: where the steps with a size
 * are as many as the layers, they are these. An image without a history still has its layers.
 */
function parseLayers(steps: unknown, diffIds: readonly string[]): ImageLayer[] {
  const history = (Array.isArray(steps) ? steps.slice(0, 1000) : []).flatMap((one: unknown) => {
    const parsed = Step.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
  const newest = [...diffIds].reverse()
  if (history.length === 0)
    return newest.map((id) => ({ id, command: '', comment: '', created: null, bytes: null }))
  const known = history.filter((step) => step.Size > 0).length === newest.length
  return history.map((step) => ({
    id: known && step.Size > 0 ? (newest.shift() ?? null) : null,
    command: clip(step.CreatedBy, 16_384),
    comment: clip(step.Comment),
    created: step.Created > 0 ? step.Created : null,
    bytes: step.Size,
  }))
}

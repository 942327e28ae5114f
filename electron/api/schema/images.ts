import { z } from 'zod'

/** A platform that an image is made for; `here`: its content is on this engine, not only its name. */
export const ImagePlatform = z.object({ name: z.string(), here: z.boolean() })
export type ImagePlatform = z.infer<typeof ImagePlatform>

export const ImageRow = z.object({
  /** digest of the image */
  id: z.string(),
  /** names with tags; empty for a dangling image */
  tags: z.array(z.string()),
  /** names with digests, as its registries know it */
  digests: z.array(z.string()),
  /** unix seconds */
  created: z.number(),
  bytes: z.number(),
  /** containers that use it, running or not */
  usedBy: z.array(z.string()),
  /** as in "linux/arm64/v8" */
  platforms: z.array(ImagePlatform),
  labels: z.record(z.string(), z.string()),
})
export type ImageRow = z.infer<typeof ImageRow>

export const RemovedImage = z.object({ untagged: z.array(z.string()), deleted: z.array(z.string()) })
export type RemovedImage = z.infer<typeof RemovedImage>

/** How much room images take, which the engine has to measure. */
export const ImageSizes = z.object({
  /** all images together, what they share counted once */
  totalBytes: z.number(),
  images: z.array(
    z.object({
      id: z.string(),
      bytes: z.number(),
      /** of these, shared with other images */
      sharedBytes: z.number(),
    }),
  ),
})
export type ImageSizes = z.infer<typeof ImageSizes>

/** A line of an image's history: what was done, and how much it added. */
export const ImageLayer = z.object({
  /** digest of the layer; null for a step that made none, or where the engine does not say */
  id: z.string().nullable(),
  command: z.string(),
  comment: z.string(),
  /** unix seconds; null where it is not recorded */
  created: z.number().nullable(),
  /** null where the engine does not say */
  bytes: z.number().nullable(),
})
export type ImageLayer = z.infer<typeof ImageLayer>

export const ImageVariant = z.object({
  platform: z.string(),
  digest: z.string(),
  here: z.boolean(),
  bytes: z.number(),
})
export type ImageVariant = z.infer<typeof ImageVariant>

/** What an image is made of, for one of its platforms. */
export const ImageDetail = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  /** ISO 8601; null where it is not recorded */
  created: z.string().nullable(),
  author: z.string(),
  /** the platform that the rest is of */
  platform: z.string(),
  bytes: z.number(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  env: z.array(z.string()),
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  user: z.string(),
  workingDir: z.string(),
  stopSignal: z.string(),
  /** the command of its health check */
  healthcheck: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  variants: z.array(ImageVariant),
  /** the newest first */
  layers: z.array(ImageLayer),
  /** the engine's own answer */
  raw: z.json(),
})
export type ImageDetail = z.infer<typeof ImageDetail>

/** Whether the registry has another image under a tag than the engine. */
export const TagNews = z.object({
  tag: z.string(),
  state: z.enum(['current', 'newer', 'unknown']),
  /** ISO 8601; when the registry was asked */
  checkedAt: z.string(),
  /** why it is not known */
  reason: z.string().nullable(),
})
export type TagNews = z.infer<typeof TagNews>

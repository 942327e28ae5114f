import { z } from 'zod'
import type { ImagePlatformFacts } from '../../api/schema/image-fit.ts'
import { refusalOf } from '../errors.ts'
import { imagePath } from '../names.ts'
import { pullImage } from '../pull/pull.ts'
import type { Room } from '../room.ts'
import type { Tell } from '../jobs/jobs.ts'
import type { RunSpec } from '../../api/schema/run-spec.ts'
import { requireFit } from './platform.ts'
import { Config } from './shapes.ts'

const Image = z.object({
  Id: z.string(),
  Config: Config.nullish(),
  Os: z.string().max(64).catch(''),
  OsVersion: z.string().max(64).catch(''),
  Architecture: z.string().max(64).catch(''),
})

export interface LocalImage {
  readonly id: string
  readonly config: Config
  readonly platform: ImagePlatformFacts
}

/** An image that the engine has, by name or id; null when it has none of that name. */
export async function localImage(
  { client }: Pick<Room, 'client'>,
  reference: string,
  signal?: AbortSignal,
): Promise<LocalImage | null> {
  const doing = `look for the image ${reference}`
  try {
    const answer = await client.json({
      doing,
      path: `${imagePath(reference)}/json`,
      ...(signal && { signal }),
    })
    const {
      Id,
      Config: config,
      Os: os,
      OsVersion: osVersion,
      Architecture: architecture,
    } = Image.parse(answer)
    return { id: Id, config: config ?? {}, platform: { os, osVersion, architecture } }
  } catch (thrown) {
    if (refusalOf(thrown)?.status === 404) return null
    throw thrown
  }
}

/** Pulls it where the engine does not have it. Throws where containers of it can't run on this engine. */
export async function ensureImage(
  room: Pick<Room, 'client' | 'connection' | 'credentials'>,
  spec: Pick<RunSpec, 'image' | 'platform' | 'isolation'>,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { image: reference, platform } = spec
  const known = await localImage(room, reference, signal)
  if (!known) {
    await pullImage(
      room.client,
      room.credentials,
      { text: reference, platform: platform || null },
      signal,
      tell,
    )
    tell({ layers: [], line: null })
  }
  const image = known ?? (await localImage(room, reference, signal))
  // What an image of several platforms says of itself need not be of the one that is asked for.
  if (image && platform === '') requireFit(image.platform, room.connection.state, spec)
}

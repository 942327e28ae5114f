import { z } from 'zod'
import { refusalOf } from '../errors.ts'
import { imagePath } from '../names.ts'
import { pullImage } from '../pull/pull.ts'
import type { Room } from '../room.ts'
import type { Tell } from '../jobs/jobs.ts'
import { Config } from './shapes.ts'

const Image = z.object({ Id: z.string(), Config: Config.nullish() })

export interface LocalImage {
  readonly id: string
  readonly config: Config
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
    const { Id, Config: config } = Image.parse(answer)
    return { id: Id, config: config ?? {} }
  } catch (thrown) {
    if (refusalOf(thrown)?.status === 404) return null
    throw thrown
  }
}

/** Pulls it where the engine does not have it. */
export async function ensureImage(
  room: Pick<Room, 'client' | 'credentials'>,
  reference: string,
  platform: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  if (await localImage(room, reference, signal)) return
  const wanted = { text: reference, platform: platform || null }
  await pullImage(room.client, room.credentials, wanted, signal, tell)
  tell({ layers: [], line: null })
}

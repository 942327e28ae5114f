import { z } from 'zod'
import { BerthError, cancelled } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { counted } from '../counted.ts'
import { malformed, refusalOf } from '../errors.ts'
import { openArchive, putArchive } from '../files/archive.ts'
import type { Helpers } from '../files/helpers.ts'
import { volumePath } from '../names.ts'
import { parseVolumes } from '../volumes/row.ts'

/** Labels a volume with no content that stands beside one which is being filled, named in it, and goes when that is whole. */
const unfinishedLabel = 'berth.unfinished'

export const unfinishedOf = (labels: Readonly<Record<string, string>>): string | undefined =>
  labels[unfinishedLabel]

export interface VolumeCopy {
  readonly from: { readonly client: EngineClient; readonly helpers: Helpers }
  readonly to: { readonly client: EngineClient; readonly helpers: Helpers }
  readonly name: string
  readonly signal: AbortSignal
  readonly told: (bytes: number) => void
}

/**
 * All that a volume holds into one of the same name, as a stream that is never whole anywhere. What was begun and not ended,
 * by a host that died too, is taken away and made anew: half a volume must not look like one.
 */
export async function copyVolume({ from, to, name, signal, told }: VolumeCopy): Promise<void> {
  const doing = `copy the volume ${name}`
  const [volume] = parseVolumes(
    { Volumes: [await from.client.json({ doing, path: volumePath(name), signal })] },
    () => [],
  )
  if (!volume) throw malformed(doing, 'it has no name')
  if (volume.driver !== 'local' || Object.keys(volume.options).length > 0)
    throw new BerthError(
      'conflict',
      `The volume ${name} is not kept by its engine, but mounted from elsewhere.`,
      {
        hint: 'Make one like it in Berth: with the same driver and options.',
      },
    )
  const mark = `${name}.unfinished`
  if (await exists(to.client, mark)) await remove(to, name)
  await create(to.client, mark, { [unfinishedLabel]: name })
  try {
    await create(to.client, name, volume.labels)
    const source = await from.helpers.hold(name)
    try {
      const target = await to.helpers.hold(name)
      try {
        const archive = await openArchive(from.client, source.spot, '/.', signal)
        await putArchive(to.client, target.spot, '/', counted(archive, told), signal)
      } finally {
        target.release()
      }
    } finally {
      source.release()
    }
    if (signal.aborted) throw cancelled()
    await remove(to, mark)
  } catch (thrown) {
    await remove(to, name).then(
      () => remove(to, mark),
      // The mark stays: it says that this volume is not whole.
      () => undefined,
    )
    throw thrown
  }
}

async function create(client: EngineClient, name: string, labels: Record<string, string>): Promise<void> {
  const body = { Name: name, Driver: 'local', Labels: labels }
  const { Name } = z.object({ Name: z.string() }).parse(
    await client.json({
      doing: `create the volume ${name}`,
      method: 'POST',
      path: '/volumes/create',
      body,
    }),
  )
  if (Name !== name) throw malformed(`create the volume ${name}`, 'it has another name')
}

async function exists(client: EngineClient, name: string): Promise<boolean> {
  return client.json({ doing: `look for the volume ${name}`, path: volumePath(name) }).then(
    () => true,
    (thrown: unknown) => {
      if (refusalOf(thrown)?.status === 404) return false
      throw thrown
    },
  )
}

async function remove({ client, helpers }: VolumeCopy['to'], name: string): Promise<void> {
  await helpers.close(name)
  await client
    .json(
      { doing: `remove the volume ${name}`, method: 'DELETE', path: volumePath(name) },
      { deadlineMs: null },
    )
    .catch((thrown: unknown) => {
      if (refusalOf(thrown)?.status !== 404) throw thrown
    })
}

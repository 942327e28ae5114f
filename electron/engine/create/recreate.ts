import { standInName } from '../../api/schema/stand-ins.ts'
import type { RunSpec } from '../../api/schema/run-spec.ts'
import { reasonOf } from '../../base/deadline.ts'
import { BerthError, isAbort, toBerthError } from '../../base/errors.ts'
import type { Tell } from '../jobs/jobs.ts'
import type { Room } from '../room.ts'
import {
  createContainer,
  discardContainer,
  lastLines,
  lookAt,
  neverRestart,
  renameContainer,
  startContainer,
  stopContainer,
  untilRemoved,
} from './calls.ts'
import { ensureImage, localImage } from './image.ts'
import type { Kept } from './kept.ts'
import { changedBody } from './merge.ts'
import { systemOf } from './platform.ts'
import type { CreateBody } from './shapes.ts'
import { untilUp } from './until-up.ts'

export interface RecreateOptions {
  /** starts the new one, and takes it for good only once it is up */
  readonly start: boolean
  /** the old one stays, stopped and renamed */
  readonly keepOld: boolean
  readonly stamp: string
}

/** Lines of the new container's log that are told when it does not come up. */
const toldLines = 12

/**
 * Puts a new container in the place of an old one. The old one is stopped and renamed, and goes only when the new one
 * is up; until then whatever goes wrong, or a cancel, brings it back as it was. A host that dies on the way leaves
 * names that say so (see `stand-ins.ts`).
 */
export async function recreate(
  room: Room,
  old: Kept,
  wanted: RunSpec,
  options: RecreateOptions,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { client } = room
  const { name } = old
  const body = await withImage(
    room,
    old,
    changedBody(old.body, wanted, systemOf(room.connection.state)),
    wanted,
    signal,
    tell,
  )
  const next = standInName({ name, role: 'next', stamp: options.stamp })
  const before = standInName({ name, role: 'before', stamp: options.stamp })
  const goneByItself = old.running && old.body.HostConfig.AutoRemove === true

  tell({ line: 'Creating the new one' })
  const { id } = await createContainer(client, next, body, { platform: wanted.platform, signal })
  try {
    if (old.running) {
      // Not to be cut short: what stops cannot be started until it has.
      tell({ line: 'Stopping the old one' })
      await stopContainer(client, old.id, name)
    }
    if (goneByItself) await untilRemoved(client, old.id)
    else await renameContainer(client, old.id, before)
    await renameContainer(client, id, name)
    if (signal.aborted) throw reasonOf(signal)
    if (options.start) {
      tell({ line: 'Starting the new one' })
      await startContainer(client, id, `the new ${name}`)
      await untilUp(room, id, signal, tell)
    }
  } catch (thrown) {
    const lines = isAbort(thrown) ? [] : await lastLines(client, id, toldLines)
    tell({ line: 'Bringing the old one back' })
    await bringBack(room, old, id, before)
    throw isAbort(thrown) ? thrown : failed(old, thrown, lines)
  }
  if (goneByItself) return
  if (options.keepOld) {
    await renameContainer(client, old.id, `${name}-old-${options.stamp}`)
    await neverRestart(client, old.id)
  } else await discardContainer(client, old.id, { volumes: false })
  tell({ line: options.start ? 'The new one is up' : 'The new one is in its place' })
}

/** Its image: pulled where the engine does not have it; the old one's own where only the name of that is gone. */
async function withImage(
  room: Room,
  old: Kept,
  body: CreateBody,
  { isolation }: RunSpec,
  signal: AbortSignal,
  tell: Tell,
): Promise<CreateBody> {
  const reference = body.Image ?? ''
  const isOwn = reference === old.body.Image
  if (isOwn && !(await localImage(room, reference, signal)) && (await localImage(room, old.imageId, signal)))
    return { ...body, Image: old.imageId }
  await ensureImage(room, { image: reference, platform: '', isolation }, signal, tell)
  return body
}

/** As it was before; one that removed itself when it was stopped is made again of the same settings. */
async function bringBack({ client }: Room, old: Kept, newId: string, before: string): Promise<void> {
  const { id, name } = old
  try {
    await discardContainer(client, newId, { volumes: true })
    const now = await lookAt(client, id)
    const backId = now ? id : (await createContainer(client, name, old.body, { platform: '' })).id
    if (now && now.name !== name) await renameContainer(client, id, name)
    if (old.running && !now?.running) await startContainer(client, backId, name)
  } catch (thrown) {
    const { message } = toBerthError(thrown)
    throw new BerthError('engine-failed', `The old ${name} could not be brought back: ${message}`, {
      hint: `It may stand in the list as ${before}: rename it to ${name} and start it.`,
      cause: thrown,
    })
  }
}

function failed(old: Kept, thrown: unknown, lines: readonly string[]): BerthError {
  const { code, message, hint } = toBerthError(thrown)
  const back = old.running ? 'The old one runs again.' : 'The old one is back.'
  const log = lines.length === 0 ? '' : `\nThe last lines of its log:\n${lines.join('\n')}`
  return new BerthError(code, `The new ${old.name} did not come up: ${message} ${back}${log}`, {
    hint,
    cause: thrown,
  })
}

import type { JobStep } from '../../api/schema/jobs.ts'
import type { MigrationInventory, MigrationPlan } from '../../api/schema/migration.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Helpers } from '../files/helpers.ts'
import type { Tell } from '../jobs/jobs.ts'
import type { Room } from '../room.ts'
import { copyContainer } from './copy-container.ts'
import { copyImage } from './copy-image.ts'
import { copyVolume } from './copy-volume.ts'
import { inventory, namesIn, type Names } from './inventory.ts'
import { openSource, type Source } from './source.ts'

type Kind = keyof Names
const kinds: readonly Kind[] = ['images', 'volumes', 'containers']

/** Sentences of failures that are kept of a step. */
const mostFailures = 5

/** Copies from other engines of this computer, by their sockets, which the host has found. */
export function migrationService(room: Room, helpers: Helpers) {
  const { client, connection, jobs, log } = room
  const opened = async <T>(socketPath: string, work: (source: Source) => Promise<T>): Promise<T> => {
    const source = await openSource(socketPath, log)
    try {
      return await work(source)
    } finally {
      await source.close()
    }
  }
  return {
    async inventory(socketPath: string, signal: AbortSignal): Promise<MigrationInventory> {
      connection.require('look at another engine')
      return opened(socketPath, (source) => inventory(source.client, client, signal))
    },
    /** `name`: the source's, for people. */
    start(plan: MigrationPlan, name: string): string {
      connection.require('copy from another engine')
      const work = (signal: AbortSignal, tell: Tell): Promise<void> =>
        opened(plan.source, (source) => migrate({ room, helpers, source, plan }, signal, tell))
      return jobs.start('migrate', name, work, { again: true })
    },
  }
}

interface Parts {
  readonly room: Room
  readonly helpers: Helpers
  readonly source: Source
  readonly plan: MigrationPlan
}

async function migrate(parts: Parts, signal: AbortSignal, tell: Tell): Promise<void> {
  const { client } = parts.room
  const all = await inventory(parts.source.client, client, signal)
  const wanted = withNeeds(parts.plan, all)
  const there = await namesIn(client, signal)
  const sizes = new Map([...all.images, ...all.volumes].map(({ id, bytes }) => [id, bytes]))
  const todo = kinds.map((kind) => ({ kind, names: wanted[kind].filter((name) => !there[kind].has(name)) }))
  const known = todo.flatMap(({ kind, names }) =>
    kind === 'containers' ? [] : names.map((name) => sizes.get(name) ?? null),
  )
  const total = known.includes(null) ? null : known.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)

  const steps: JobStep[] = todo.map(({ kind, names }) => ({
    name: kind,
    state: 'waiting',
    done: 0,
    total: names.length,
    bytes: null,
    error: null,
  }))
  let before = 0
  let failures = 0
  const change = (at: number, now: Partial<JobStep>): void => {
    steps[at] = { ...(steps[at] as JobStep), ...now }
    tell({ steps: [...steps] })
  }
  tell({ steps: [...steps] })
  for (const [at, { kind, names }] of todo.entries()) {
    const errors: string[] = []
    change(at, { state: 'running' })
    for (const [done, name] of names.entries()) {
      let bytes = 0
      tell({ line: name })
      try {
        await copy(parts, kind, name, signal, (now) => {
          bytes = now
          const current = before + bytes
          tell({ bytes: { current, total: total === null ? null : Math.max(total, current) } })
        })
      } catch (thrown) {
        signal.throwIfAborted()
        const { message, hint } = toBerthError(thrown)
        errors.push(`${message} ${hint}`.trim())
        failures += 1
      }
      before += bytes
      change(at, {
        done: done + 1,
        error: errors.length > 0 ? errors.slice(0, mostFailures).join('\n') : null,
      })
    }
    change(at, { state: errors.length > 0 ? 'failed' : 'done' })
  }
  tell({ line: null })
  if (failures === 0) return
  const count = todo.reduce((sum, { names }) => sum + names.length, 0)
  throw new BerthError('engine-failed', `${failures} of ${count} could not be copied.`, {
    hint: 'Put right what their steps say, then try again: what is there already is skipped.',
  })
}

/** What the containers need comes along: their images and volumes. */
function withNeeds(plan: MigrationPlan, all: MigrationInventory): Record<Kind, string[]> {
  const wanted = all.containers.filter(({ id }) => plan.containers.includes(id))
  const only = (names: readonly string[], has: readonly { id: string }[]): string[] => {
    const known = new Set(has.map(({ id }) => id))
    return [...new Set(names)].filter((name) => known.has(name))
  }
  return {
    images: only([...plan.images, ...wanted.map(({ image }) => tagged(image))], all.images),
    volumes: only([...plan.volumes, ...wanted.flatMap(({ volumes }) => volumes)], all.volumes),
    containers: wanted.map(({ id }) => id),
  }
}

/** As lists of images name it. */
const tagged = (image: string): string => (/(:[^/]+|@.+)$/.test(image) ? image : `${image}:latest`)

async function copy(
  { room, helpers, source, plan: _plan }: Parts,
  kind: Kind,
  name: string,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<void> {
  const { client } = room
  switch (kind) {
    case 'images':
      return copyImage({ from: source.client, to: client, name, signal, told })
    case 'volumes':
      return copyVolume({ from: source, to: { client, helpers }, name, signal, told })
    case 'containers':
      return copyContainer({ from: source.client, to: client, name, signal })
  }
}

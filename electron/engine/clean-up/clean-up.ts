import {
  cleanUpKinds,
  type CleanUpKind,
  type CleanUpPlan,
  type CleanUpPreview,
  type CleanUpStep,
} from '../../api/schema/clean-up.ts'
import type { JobStep } from '../../api/schema/jobs.ts'
import { isAbort, toBerthError } from '../../base/errors.ts'
import { isStopped } from '../containers/stopped.ts'
import { parseNetworks } from '../networks/row.ts'
import type { Room } from '../room.ts'
import { candidatesOf } from './candidates.ts'
import { inspectAges, usersOfLostNames } from './inspect.ts'
import { steps, type StepParts } from './steps.ts'

const looking = 'look at what could go'

/** One clean-up over all kinds of objects: first what could go, then exactly what of it was chosen. */
export class CleanUp {
  readonly #room: Pick<Room, 'client' | 'connection' | 'diskUse'>
  readonly #removeVolume: StepParts['removeVolume']

  constructor(
    room: Pick<Room, 'client' | 'connection' | 'diskUse'>,
    removeVolume: StepParts['removeVolume'],
  ) {
    this.#room = room
    this.#removeVolume = removeVolume
  }

  /**
   * Of each of these kinds what could go. `ages`: also since when each is as it is, for which all that is stopped or
   * unused has to be inspected.
   */
  async preview(
    { kinds, ages }: { kinds: readonly CleanUpKind[]; ages: boolean },
    signal: AbortSignal,
  ): Promise<CleanUpPreview> {
    const { client, connection, diskUse } = this.#room
    connection.require(looking)
    // To measure may take the engine minutes: only what these kinds are about, and what may hold it.
    const wants = (...some: CleanUpKind[]): boolean => some.some((kind) => kinds.includes(kind))
    const [images, containers, volumes, cache, answer] = await Promise.all([
      wants('images') ? diskUse.recent('images', signal) : null,
      wants('images', 'containers', 'volumes', 'networks') ? diskUse.recent('containers', signal) : null,
      wants('volumes') ? diskUse.recent('volumes', signal) : null,
      wants('cache') ? diskUse.recent('cache', signal) : null,
      wants('networks') ? client.json({ doing: looking, path: '/networks', signal }) : [],
    ])
    const [of, among] = [containers?.value.items ?? [], images?.value.items ?? []]
    const stopped = of.filter(({ state }) => isStopped(state))
    const busy = new Set(of.filter(({ state }) => !isStopped(state)).map(({ imageId }) => imageId))
    const unused = among.filter(({ id }) => !busy.has(id))
    const held = {
      images: among,
      containers: of,
      volumes: volumes?.value.items ?? [],
      cache: cache?.value.items ?? [],
      networks: parseNetworks(answer, () => []),
      usersOfName: wants('images') ? await usersOfLostNames(client, of, among, signal) : new Map(),
      since: ages ? await inspectAges(client, stopped, unused, signal) : null,
    }
    const times = [images, containers, volumes, cache].flatMap((taken) => (taken ? [taken.at] : []))
    return { measuredAt: times.sort()[0] ?? '', ...candidatesOf(held, kinds) }
  }

  /**
   * Removes what the plan names, kind after kind; a kind that fails as a whole is told as its step's failure, and the
   * others go on. Resolves with what became of each; once cancelled, with what was done until then.
   */
  async run(
    plan: CleanUpPlan,
    signal: AbortSignal,
    tell: (steps: JobStep[]) => void,
  ): Promise<CleanUpStep[]> {
    const { client, connection, diskUse } = this.#room
    connection.require('clean up')
    const kinds = cleanUpKinds.filter((kind) => countOf(plan, kind) > 0)
    const told = new Map<CleanUpKind, JobStep>(
      kinds.map((kind) => [
        kind,
        { name: kind, state: 'waiting', done: 0, total: countOf(plan, kind), bytes: null, error: null },
      ]),
    )
    const say = (kind: CleanUpKind, change: Partial<JobStep>): void => {
      const before = told.get(kind)
      if (before) told.set(kind, { ...before, ...change })
      tell([...told.values()])
    }
    const results: CleanUpStep[] = []
    for (const kind of kinds) {
      if (signal.aborted) break
      say(kind, { state: 'running' })
      const parts = {
        ...{ client, diskUse, signal },
        removeVolume: this.#removeVolume,
        told: (done: number) => say(kind, { done }),
      }
      const result = await steps[kind](plan, parts).catch((thrown: unknown) =>
        failedStep(kind, thrown, signal),
      )
      results.push(result)
      say(kind, {
        state: result.failures.length > 0 ? 'failed' : 'done',
        done: result.removed,
        bytes: result.bytes,
        error: errorOf(result),
      })
    }
    diskUse.again()
    return results
  }
}

function failedStep(kind: CleanUpKind, thrown: unknown, signal: AbortSignal): CleanUpStep {
  const cancelled = signal.aborted || isAbort(thrown)
  const failures = cancelled ? [] : [toBerthError(thrown).message]
  return { kind, names: [], removed: 0, bytes: null, left: 0, failures }
}

function errorOf({ failures }: CleanUpStep): string | null {
  const [first] = failures
  if (first === undefined) return null
  return failures.length === 1 ? first : `${first} (+${failures.length - 1})`
}

const countOf = (plan: CleanUpPlan, kind: CleanUpKind): number =>
  kind === 'cache' ? plan.cache.ids.length : plan[kind].length

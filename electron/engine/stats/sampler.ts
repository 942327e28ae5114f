import type { ContainerRow } from '../../api/schema/containers.ts'
import type { StatsBatch, StatsSample } from '../../api/schema/stats.ts'
import { pause } from '../../base/deadline.ts'
import { Topic } from '../../base/topic.ts'
import type { Room } from '../room.ts'
import { containerPath } from '../names.ts'
import { History } from './history.ts'
import { parseReading, sampleSince, type Reading } from './reading.ts'

export interface SamplerTiming {
  /** ms from the beginning of a round to that of the next */
  readonly everyMs: number
  /** ms to the second round: a share of the CPU takes two */
  readonly firstMs: number
}

/** Requests at once; as many connections are kept open for them. */
const atOnce = 4
/** A round may keep the engine busy for a fourth of the time at most: where it is slow, samples are rarer. */
const restPerWork = 3
/** Containers with a history at a time. */
const mostHistories = 1000
const deadlineMs = 10_000

/**
 * What containers use, sampled while somebody watches. It asks for one reading of each ("one-shot"): with 60 containers
 * that costs the engine and its shims two thirds of what the engine's own streams do, which read every second, and it
 * takes four connections of the forward instead of one for each container.
 */
export class Sampler {
  readonly #room: Room
  readonly #timing: SamplerTiming
  readonly #batches = new Topic<StatsBatch>()
  readonly #histories = new Map<string, History>()
  /** which container each watcher wants; null for all */
  readonly #watchers = new Set<{ readonly id: string | null }>()
  #readings = new Map<string, Reading>()
  #latest: { readonly wanted: ReadonlySet<string | null>; readonly batch: StatsBatch } | null = null
  #running: AbortController | null = null

  constructor(room: Room, timing: SamplerTiming = { everyMs: 2000, firstMs: 1000 }) {
    this.#room = room
    this.#timing = timing
    room.connection.events.subscribe((event) => {
      if (event.type === 'container' && event.action === 'destroy') this.#histories.delete(event.id)
    })
  }

  async *watch({ id }: { id: string | null }, signal: AbortSignal): AsyncGenerator<StatsBatch, void> {
    const watcher = { id }
    const only = (batch: StatsBatch): StatsBatch =>
      id === null ? batch : { samples: batch.samples.filter((one) => one.id === id) }
    this.#watchers.add(watcher)
    this.#start()
    try {
      const latest = this.#latest
      if (latest && (latest.wanted.has(null) || latest.wanted.has(id))) yield only(latest.batch)
      // A slow reader gets the newest: what it missed is in the history.
      for await (const batch of this.#batches.follow(signal, { latestOnly: true })) yield only(batch)
    } finally {
      this.#watchers.delete(watcher)
      if (this.#watchers.size === 0) this.#stop()
    }
  }

  history(id: string): StatsSample[] {
    return this.#histories.get(id)?.samples(Date.now()) ?? []
  }

  #start(): void {
    if (this.#running) return
    this.#running = new AbortController()
    void this.#run(this.#running.signal)
  }

  #stop(): void {
    this.#running?.abort()
    this.#running = null
    this.#forget()
  }

  /** A share of the CPU over a long gap would say little of now. */
  #forget(): void {
    this.#readings.clear()
    this.#latest = null
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { containers, connection } = this.#room
    const release = containers.hold()
    try {
      await containers.table.whenLoaded(signal)
      for (let wait = this.#timing.firstMs; !signal.aborted; wait = this.#timing.everyMs) {
        const began = performance.now()
        if (connection.state.answering) await this.#round(signal)
        else this.#forget()
        const took = performance.now() - began
        await pause(Math.max(wait - took, took * restPerWork), signal).catch(() => undefined)
      }
    } finally {
      release()
    }
  }

  async #round(signal: AbortSignal): Promise<void> {
    const wanted = new Set([...this.#watchers].map((watcher) => watcher.id))
    const ids = this.#room.containers.table
      .rows()
      .filter((row) => isUp(row) && (wanted.has(null) || wanted.has(row.id)))
      .map((row) => row.id)
    const readings = await this.#readAll(ids, signal)
    if (signal.aborted) return
    const samples = [...readings].map(([id, now]) => ({
      id,
      sample: sampleSince(this.#readings.get(id), now),
    }))
    this.#readings = readings
    for (const { id, sample } of samples) this.#historyOf(id)?.push(sample)
    this.#latest = { wanted, batch: { samples } }
    this.#batches.publish({ samples })
  }

  async #readAll(ids: readonly string[], signal: AbortSignal): Promise<Map<string, Reading>> {
    const readings = new Map<string, Reading>()
    const queue = [...ids].reverse()
    const worker = async (): Promise<void> => {
      for (let id = queue.pop(); id !== undefined && !signal.aborted; id = queue.pop()) {
        const reading = await this.#read(id, signal)
        if (reading) readings.set(id, reading)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return readings
  }

  /** Null for one that has ended meanwhile, or that the engine cannot read: it is left out of this round. */
  async #read(id: string, signal: AbortSignal): Promise<Reading | null> {
    const answer = await this.#room.client
      .json(
        {
          doing: 'measure the container',
          path: `${containerPath(id)}/stats`,
          query: { stream: false, 'one-shot': true },
          signal,
        },
        { deadlineMs },
      )
      .catch(() => null)
    return parseReading(answer, Date.now())
  }

  #historyOf(id: string): History | undefined {
    const known = this.#histories.get(id)
    if (known) return known
    if (this.#histories.size >= mostHistories) this.#dropOld()
    if (this.#histories.size >= mostHistories) return undefined
    const history = new History()
    this.#histories.set(id, history)
    return history
  }

  #dropOld(): void {
    const now = Date.now()
    for (const [id, history] of this.#histories) if (history.isOver(now)) this.#histories.delete(id)
  }
}

/** A paused container holds its memory. */
const isUp = ({ state }: ContainerRow): boolean => state === 'running' || state === 'paused'

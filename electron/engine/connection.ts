import { z } from 'zod'
import type { WindowsEngine } from '../api/schema/windows-engine.ts'
import { pause, withDeadline } from '../base/deadline.ts'
import { BerthError, toBerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { Topic } from '../base/topic.ts'
import type { EngineClient } from './client.ts'
import { malformed, notRunning, refusalOf } from './errors.ts'
import { parseEvent, type EngineEvent } from './events.ts'
import { EventThread, type Heard } from './events/thread.ts'
import { jsonLines } from './ndjson.ts'
import { windowsEngine } from './windows.ts'

/** Whether the engine answers, as the page and `berth status` say it. */
export interface EngineState {
  readonly answering: boolean
  /** ISO 8601 of the last change of `answering` */
  readonly since: string
  /** of the engine that answers, or that answered last */
  readonly version: string | null
  readonly apiVersion: string | null
  /** what its containers run on, `linux` or `windows`, as it says; null until it has answered */
  readonly os: string | null
  /** what a Windows engine says of itself; null of any other, and until it has answered */
  readonly windows: WindowsEngine | null
  /** why it does not answer; null while it does */
  readonly reason: string | null
}

const Version = z.object({
  Version: z.string().max(64),
  ApiVersion: z.string().max(16),
  Os: z.string().max(32).optional(),
  Arch: z.string().max(32).default(''),
})

const following = 'follow the events of the engine'

const helloDeadline = {
  ms: 10_000,
  message: 'The engine accepts connections but does not answer.',
  hint: 'Berth tries again by itself; if this goes on, restart the machine.',
}

/** Milliseconds between tries to reach an engine that should be there: killed in the guest, it is back in some 5 s. */
const firstRetryMs = 100
const longestRetryMs = 1000

/**
 * The one event stream of the engine, which everybody shares. While attached, a lost stream is tried again; each
 * time it is open, `opened` tells the caches to list once, since what happened meanwhile is not known.
 */
export class Connection {
  readonly states = new Topic<EngineState>()
  /** what happens while it is connected */
  readonly events = new Topic<EngineEvent>()
  /** the same and what happened before, as far as the engine still tells: each event once */
  readonly heard = new Topic<Heard>()
  readonly opened = new Topic<undefined>()
  readonly #client: EngineClient
  readonly #log: Log
  #state: EngineState = {
    answering: false,
    since: new Date().toISOString(),
    version: null,
    apiVersion: null,
    os: null,
    windows: null,
    reason: 'The machine is not running.',
  }
  readonly #thread = new EventThread()
  #attached: AbortController | null = null

  constructor(client: EngineClient, log: Log) {
    this.#client = client
    this.#log = log
  }

  get state(): EngineState {
    return this.#state
  }

  /** True while the forward is up, whether the engine answers or not. */
  get attached(): boolean {
    return this.#attached !== null
  }

  /** Throws `not-running` while the forward is down: asking would only fail less clearly. */
  require(doing: string): void {
    if (!this.attached) throw notRunning(doing)
  }

  /** The forward is up: connect and stay connected. */
  attach(): void {
    if (this.#attached) return
    this.#attached = new AbortController()
    void this.#run(this.#attached.signal)
  }

  /** The forward goes down: every call and stream ends. `reason` is what the page says meanwhile. */
  detach(reason = 'The machine is not running.'): void {
    this.#attached?.abort()
    this.#attached = null
    this.#client.close()
    this.#set({ answering: false, reason })
  }

  async #run(signal: AbortSignal): Promise<void> {
    let wait = firstRetryMs
    const over = (): boolean => signal.aborted
    while (!over()) {
      try {
        await this.#follow(signal, () => (wait = firstRetryMs))
      } catch (thrown) {
        if (over()) return
        // What it answered itself needs no "could not" before it.
        const message = refusalOf(thrown)?.words ?? toBerthError(thrown).message
        if (this.#state.answering) this.#log.warn({ reason: message }, 'the engine is lost')
        this.#set({ answering: false, reason: message })
      }
      await pause(wait, signal).catch(() => undefined)
      wait = Math.min(wait * 2, longestRetryMs)
    }
  }

  /** Connects, and reads events until the stream ends, which is always an error. */
  async #follow(signal: AbortSignal, opened: () => void): Promise<never> {
    const { now, ...version } = await withDeadline(helloDeadline, signal, (within) => this.#hello(within))
    const since = this.#thread.open(now ?? 0)
    const query = now === null ? {} : { since }
    const stream = await this.#client.stream({ doing: following, path: '/events', query, signal })
    opened()
    this.#set({ answering: true, reason: null, ...version })
    this.opened.publish(undefined)
    for await (const value of jsonLines(stream)) {
      const event = parseEvent(value)
      const heard = event && this.#thread.next(event)
      if (!heard) continue
      // A list that was asked for since then says what is: the past must not be laid over it.
      if (!heard.past) this.events.publish(heard.event)
      this.heard.publish(heard)
    }
    throw new BerthError('not-running', 'The engine has ended.', {
      hint: 'It is started again by itself; Berth is waiting for it.',
    })
  }

  /**
   * The engine's version, and by its own clock about when we asked (unix seconds). The engine sends the headers of an
   * event stream a moment before it subscribes to itself: asking for the events since then closes that gap.
   */
  async #hello(
    signal: AbortSignal,
  ): Promise<Pick<EngineState, 'version' | 'apiVersion' | 'os' | 'windows'> & { now: number | null }> {
    const ping = await this.#client.stream({ doing: following, path: '/_ping', signal })
    ping.resume()
    const date = Date.parse(ping.headers.date ?? '')
    const answer = Version.safeParse(await this.#client.json({ doing: following, path: '/version', signal }))
    if (!answer.success) throw malformed(following, 'it has no version')
    const now = Number.isNaN(date) ? null : Math.floor(date / 1000) - 1
    const { Version: version, ApiVersion: apiVersion, Os: os = null, Arch } = answer.data
    // What `/info` costs grows with what the engine has: only of Windows is there more to know.
    const windows =
      os === 'windows'
        ? windowsEngine(await this.#client.json({ doing: following, path: '/info', signal }), Arch)
        : null
    return { version, apiVersion, os, windows, now }
  }

  #set(change: Partial<EngineState>): void {
    const was = this.#state
    const answering = change.answering ?? was.answering
    const since = answering === was.answering ? was.since : new Date().toISOString()
    this.#state = { ...was, ...change, since }
    if (JSON.stringify(this.#state) !== JSON.stringify(was)) this.states.publish(this.#state)
  }
}

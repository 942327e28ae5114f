import type { NoticeKind } from '../../api/schema/notices.ts'
import { composeOf } from '../containers/row.ts'
import type { EngineEvent } from '../events.ts'
import { clip } from '../text.ts'

/** Something that a container did and nobody asked for. */
export interface Alarm {
  readonly kind: NoticeKind
  readonly id: string
  readonly name: string
  readonly composeProject: string | null
  readonly exitCode: number | null
  /** ISO 8601, by the engine's clock */
  readonly at: string
}

/**
 * Signals that ask a process to end: INT, QUIT, ABRT, KILL, TERM, and the real-time ones, with which systemd is ended
 * (signal(7)). Others (HUP, USR1 …) mean something else to most programs; where one of them is a container's own stop
 * signal, the engine's word "stop" says that it was asked.
 */
const ends = (signal: number): boolean => [2, 3, 6, 9, 15].includes(signal) || signal >= 34

/** ms, by the engine's clock, for which a container may take its time to die after it was asked to */
const patienceMs = 120_000
/** the same after the engine said that it stopped it: it may say so a moment before it says that it died */
const afterStopMs = 10_000
/** ms for which a death waits to be told, since the word that it was asked for may come behind it */
export const holdMs = 2000
/** containers that are remembered, and alarms that wait at once */
const mostLives = 5000
const mostPending = 1000

/** What is known of a container while it lives. */
interface Life {
  /** engine's clock, ms: a death until then was asked for */
  askedUntil: number
  /** somebody looks at what it writes, and sees it end */
  attached: boolean
}

interface Pending {
  readonly due: number
  alarm: Alarm
}

/**
 * Reads from the engine's events what containers did unasked. An exit that any client has asked for (stop, kill, rm), or
 * that ends a job well (code 0), is none; nor is what somebody runs at a terminal of his own and so sees end.
 */
export class Alarms {
  readonly #lives = new Map<string, Life>()
  #pending: Pending[] = []
  #next: number | null = null

  /** `now`: ms of this computer's own clock, by which `due` is asked. Events have to be heard in their order. */
  hear(event: EngineEvent, now: number): void {
    if (event.type !== 'container') return
    const life = this.#lifeOf(event.id)
    const at = event.nano / 1e6
    switch (event.action) {
      case 'start':
        life.askedUntil = 0
        break
      case 'attach':
        life.attached = true
        break
      case 'detach':
        life.attached = false
        break
      case 'kill':
        if (ends(Number(event.attributes['signal']))) life.askedUntil = at + patienceMs
        break
      case 'stop':
      case 'restart':
        life.askedUntil = at + afterStopMs
        this.#forgive(event.id)
        break
      case 'oom':
        this.#hold(event, 'oom', null, now)
        break
      case 'die':
        this.#died(event, life, now)
        life.attached = false
        break
      case 'health_status':
        if (event.detail === 'unhealthy') this.#hold(event, 'unhealthy', null, now)
        break
      case 'destroy':
        this.#lives.delete(event.id)
        break
    }
  }

  /** What is to be told by now; each once. */
  due(now: number): Alarm[] {
    const due = this.#pending.filter((each) => each.due <= now)
    this.#pending = this.#pending.filter((each) => each.due > now)
    this.#next = this.#pending.reduce((least, each) => Math.min(least, each.due), Infinity)
    if (this.#next === Infinity) this.#next = null
    return due.map(({ alarm }) => alarm)
  }

  /** When something is to be told next; null while nothing is. */
  get next(): number | null {
    return this.#next
  }

  #died(event: EngineEvent, life: Life, now: number): void {
    const exitCode = Number(event.attributes['exitCode'] ?? 0)
    const oom = this.#pending.find(({ alarm }) => isOpenOom(alarm, event.id))
    if (oom) {
      oom.alarm = { ...oom.alarm, exitCode }
      return
    }
    const asked = event.nano / 1e6 <= life.askedUntil
    life.askedUntil = 0
    if (asked || exitCode === 0 || (life.attached && !isService(event))) return
    this.#hold(event, 'died', exitCode, now)
  }

  #hold(event: EngineEvent, kind: NoticeKind, exitCode: number | null, now: number): void {
    if (this.#pending.length >= mostPending) return
    // Nothing that comes behind it makes an unhealthy container a healthy one.
    const due = kind === 'unhealthy' ? now : now + holdMs
    this.#pending.push({ due, alarm: alarmOf(event, kind, exitCode) })
    this.#next = Math.min(this.#next ?? due, due)
  }

  /** The last death that waits to be told was asked for. */
  #forgive(id: string): void {
    const at = this.#pending.findLastIndex(({ alarm }) => alarm.kind === 'died' && alarm.id === id)
    if (at >= 0) this.#pending.splice(at, 1)
  }

  #lifeOf(id: string): Life {
    const known = this.#lives.get(id)
    if (known) return known
    const life = { askedUntil: 0, attached: false }
    this.#lives.set(id, life)
    const [oldest] = this.#lives.keys()
    if (this.#lives.size > mostLives && oldest !== undefined) this.#lives.delete(oldest)
    return life
  }
}

const isOpenOom = (alarm: Alarm, id: string): boolean =>
  alarm.kind === 'oom' && alarm.id === id && alarm.exitCode === null

/** Compose attaches to its services for their output alone: they are nobody's terminal. */
const isService = ({ attributes }: EngineEvent): boolean =>
  composeOf(attributes).composeService !== null && attributes['com.docker.compose.oneoff'] !== 'True'

function alarmOf(event: EngineEvent, kind: NoticeKind, exitCode: number | null): Alarm {
  const { id, attributes, time } = event
  const name = clip(attributes['name'] ?? '', 256) || id.slice(0, 12)
  return { kind, id, name, composeProject: composeOf(attributes).composeProject, exitCode, at: time }
}

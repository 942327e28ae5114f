import type { Log } from '../../../base/log.ts'
import { Topic } from '../../../base/topic.ts'
import type { GuestLink } from '../../link.ts'
import type { PortTrouble } from './bind.ts'
import { PortForward, type PortBind } from './port-forward.ts'

export interface PortForwardsOptions {
  readonly link: GuestLink
  readonly log: Log
  readonly retryMs?: number
}

/** How a port is that was asked for. */
export interface PortForwarded {
  readonly host: string
  readonly port: number
  readonly isOpen: boolean
  readonly trouble: PortTrouble | null
}

/** The guest's ports that answer on this computer: always those that were asked for last. */
export class PortForwards {
  /** says that `now` is another */
  readonly changes = new Topic<undefined>()
  readonly #options: PortForwardsOptions
  readonly #forwards = new Map<string, PortForward>()
  /** ports being given back, by key: the next to want one waits */
  readonly #leaving = new Map<string, Promise<void>>()
  #wanted = new Map<string, PortBind>()

  constructor(options: PortForwardsOptions) {
    this.#options = options
  }

  get now(): PortForwarded[] {
    return [...this.#forwards.values()].map(({ host, port, isOpen, trouble }) => ({
      host,
      port,
      isOpen,
      trouble,
    }))
  }

  /** Opens what is new of these, closes what is not among them; what stays is not touched, nor are its clients. */
  set(binds: readonly PortBind[]): void {
    this.#wanted = new Map(binds.map((each) => [keyOf(each), each]))
    for (const [key, forward] of this.#forwards) if (!this.#wanted.has(key)) this.#close(key, forward)
    for (const [key, wanted] of this.#wanted) {
      const there = this.#forwards.get(key)
      if (there) there.target = wanted.target
      else if (!this.#leaving.has(key)) this.#open(key, wanted)
    }
    this.#changed()
  }

  /** Gives all ports back. Never rejects. */
  async close(): Promise<void> {
    this.set([])
    await Promise.all(this.#leaving.values())
  }

  #open(key: string, wanted: PortBind): void {
    this.#forwards.set(key, new PortForward(wanted, { ...this.#options, changed: () => this.#changed() }))
  }

  #close(key: string, forward: PortForward): void {
    this.#forwards.delete(key)
    const left = forward.close().then(() => {
      this.#leaving.delete(key)
      const wanted = this.#wanted.get(key)
      if (wanted) this.#open(key, wanted)
    })
    this.#leaving.set(key, left)
  }

  #changed(): void {
    this.changes.publish(undefined)
  }
}

function keyOf({ host, port }: PortBind): string {
  return `${host} ${port}`
}

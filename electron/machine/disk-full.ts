import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '../base/log.ts'
import { Topic } from '../base/topic.ts'
import type { Trouble } from './driver.ts'

/** Free bytes on the host's disk from which on a paused machine goes on by itself. */
const enoughSpace = 256 * 2 ** 20
/** How often free space is looked at while a full disk keeps the machine paused: the system offers no event for it. */
const lookMs = 2000

const diskFull: Trouble = {
  message: "The host's disk is full: the machine is paused, nothing of it is lost.",
  hint: `Free at least ${enoughSpace / 2 ** 20} MiB on the disk that holds the Berth folder: the machine then goes on by itself.`,
}

/** The trouble of a machine that is paused because the host's disk is full: told, watched, and ended by `goOn`. */
export class DiskFull {
  readonly changes = new Topic<Trouble | null>()
  readonly #disk: string
  readonly #goOn: () => Promise<void>
  readonly #log: Log
  #look: NodeJS.Timeout | null = null

  constructor(disk: string, log: Log, goOn: () => Promise<void>) {
    this.#disk = disk
    this.#goOn = goOn
    this.#log = log
  }

  get trouble(): Trouble | null {
    return this.#look ? diskFull : null
  }

  /** The machine was paused, or goes on again. */
  set(full: boolean): void {
    if (full === (this.#look !== null)) return
    this.stopLooking()
    if (full) {
      this.#log.error({}, diskFull.message)
      this.#look = setInterval(() => void this.#lookForSpace(), lookMs).unref()
    }
    this.changes.publish(this.trouble)
  }

  /** The machine has ended or is let go of. */
  stopLooking(): void {
    if (this.#look) clearInterval(this.#look)
    this.#look = null
  }

  async #lookForSpace(): Promise<void> {
    const { bavail, bsize } = await statfs(path.dirname(this.#disk))
    if (bavail * bsize >= enoughSpace) await this.#goOn().catch(() => undefined)
  }
}

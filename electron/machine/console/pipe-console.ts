import { pause } from '../../base/deadline.ts'
import type { Log } from '../../base/log.ts'
import { GuestConsole } from './console.ts'
import type { ConsoleEvents } from '../driver.ts'
import { connected } from '../process/sockets.ts'

/** How long the pipe of a machine that was just started is looked for; who may not open it need not wait. */
const tries = 20
const retryMs = 250

/** What a console needs of its machine. */
interface Guest {
  /** resolves when the guest's sshd takes a connection; rejects while it does not */
  readonly answers: (signal: AbortSignal) => Promise<void>
  /** aborts when the machine is let go of, or has ended */
  readonly over: AbortSignal
}

/**
 * The guest's console over the pipe of its serial port, where this user may read that: Windows lets only administrators
 * in by default. Without it the guest counts as ready when its sshd answers, and its own words of failure are not heard.
 */
export class PipeConsole implements ConsoleEvents {
  readonly #inner: GuestConsole
  readonly #guest: Guest
  /** resolves when all has been read that will be */
  readonly read: Promise<void>

  constructor(pipe: string, file: string, log: Log, guest: Guest & { booted: boolean }) {
    this.#inner = new GuestConsole(file, log, guest)
    this.#guest = guest
    this.read = this.#open(pipe, log)
  }

  get failure(): ConsoleEvents['failure'] {
    return this.#inner.failure
  }

  get address(): string | null {
    return this.#inner.address
  }

  get panic(): string | null {
    return this.#inner.panic
  }

  async mark(name: Parameters<ConsoleEvents['mark']>[0], signal: AbortSignal): Promise<void> {
    const enough = new AbortController()
    const within = AbortSignal.any([signal, enough.signal])
    try {
      await Promise.race([this.#inner.mark(name, within), this.#answered(within)])
    } finally {
      enough.abort()
    }
  }

  async #answered(signal: AbortSignal): Promise<void> {
    for (;;) {
      const answers = await this.#guest.answers(signal).then(
        () => true,
        () => false,
      )
      if (answers) return
      await pause(retryMs, signal)
    }
  }

  async #open(pipe: string, log: Log): Promise<void> {
    const { over } = this.#guest
    for (let left = tries; left > 0; left--) {
      try {
        const socket = await connected({ path: pipe }, over)
        over.addEventListener('abort', () => socket.destroy(), { once: true })
        await this.#inner.read(socket)
        return
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (over.aborted) return
        if (left === 1 || /EACCES|EPERM/.test(why)) log.info({ why }, "the guest's console cannot be read")
        if (/EACCES|EPERM/.test(why)) return
        await pause(retryMs, over).catch(() => undefined)
      }
    }
  }
}

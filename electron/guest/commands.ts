import type { ContainerLogBytes } from '../api/schema/disk.ts'
import type { Usage } from '../api/schema/status.ts'
import { pause } from '../base/deadline.ts'
import { GuestInfo } from './info.ts'
import { containerLogsCommand, readLogSizes } from './container-logs.ts'
import type { GuestLink } from './link.ts'
import { commandFailed, runInGuest } from './run.ts'
import { streamLines } from './stream.ts'
import { readSample, usageBetween, usageCommand, type Sample } from './usage.ts'

/** Where the image keeps the engine's log (vm-assets/rootfs). */
const engineLogFile = '/data/log/engine.log'

/**
 * What Berth asks the guest to do. Every one rejects with `guest-unreachable` without a connection, with `guest-failed`
 * when the guest's command fails, and with its signal's reason.
 */
export class GuestCommands {
  readonly #link: GuestLink
  /** milliseconds from an order to set the clock until it is set, as far as the last one tells: half of what it took */
  #clockMs = 0

  constructor(link: GuestLink) {
    this.#link = link
  }

  /** Asks the guest to shut down; resolves when it said yes, or was gone before it could. */
  async powerOff(signal: AbortSignal): Promise<void> {
    const connection = await this.#link.ready(signal)
    this.#link.expectEnd()
    try {
      await runInGuest(this.#link, ['/sbin/poweroff'], signal, { seconds: 10 })
    } catch (error) {
      if (this.#link.connection === connection || signal.aborted) throw error
    }
  }

  /**
   * Sets the guest's clock to the host's. The guest can only set whole seconds, so it may be half a second off;
   * `exactly` waits for the next full second first, which leaves it within the tenths that the order takes.
   */
  async setClock(signal: AbortSignal, options: { exactly?: boolean } = {}): Promise<void> {
    if (options.exactly) await pause((2000 - this.#clockMs - (Date.now() % 1000)) % 1000, signal)
    const from = performance.now()
    const seconds = Math.round((Date.now() + this.#clockMs) / 1000)
    await runInGuest(this.#link, ['/usr/sbin/berth-clock', String(seconds)], signal, { seconds: 20 })
    this.#clockMs = Math.min(1000, (performance.now() - from) / 2)
  }

  /** Gives blocks of the data disk that are free again back to the host. */
  async trim(signal: AbortSignal): Promise<void> {
    // What was deleted a moment ago is free only once the file system has written so.
    await this.writeOut(signal)
    await runInGuest(this.#link, ['/usr/sbin/berth-trim'], signal, { seconds: 300 })
  }

  /** Has the guest write to its disk what it still holds in memory. */
  async writeOut(signal: AbortSignal): Promise<void> {
    await runInGuest(this.#link, ['/bin/sync'], signal, { seconds: 120 })
  }

  /** What the containers' logs take, the largest first; a container whose log is kept elsewhere is left out. */
  async containerLogs(signal: AbortSignal): Promise<ContainerLogBytes[]> {
    const command = ['/bin/sh', '-c', containerLogsCommand] as const
    const { stdout } = await runInGuest(this.#link, command, signal, {
      seconds: 60,
      maxBytes: 4 * 1024 * 1024,
    })
    return readLogSizes(stdout)
  }

  async info(signal: AbortSignal): Promise<GuestInfo> {
    const { stdout } = await runInGuest(this.#link, ['/usr/sbin/berth-info'], signal, {
      seconds: 20,
      maxBytes: 16 * 1024,
    })
    const parsed = GuestInfo.safeParse(parseJson(stdout))
    if (parsed.success) return parsed.data
    throw commandFailed('berth-info', 'it said what Berth cannot read')
  }

  /** Restarts containerd and dockerd; resolves with the engine answering again. */
  async restartEngine(signal: AbortSignal): Promise<void> {
    await runInGuest(this.#link, ['/usr/sbin/berth-engine', 'restart'], signal, { seconds: 120 })
  }

  /** CPU, memory and disk about every two seconds, until `signal` aborts. */
  async *usage(signal: AbortSignal): AsyncGenerator<Usage, void> {
    let before: Sample | null = null
    for await (const lines of streamLines(this.#link, usageCommand, signal)) {
      for (const line of lines) {
        const sample = readSample(line)
        if (sample && before) yield usageBetween(before, sample)
        before = sample ?? before
      }
    }
  }

  /** The engine's log: its newest `lines`, then with `follow` what is added, until `signal` aborts. */
  engineLog(
    options: { lines: number; follow: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<string[], void> {
    const last = Math.max(0, Math.trunc(options.lines))
    // `tail -F` would notice that nobody reads it only at the next line: the end of input, which comes when the channel
    // closes, ends it.
    const command = options.follow
      ? `tail -n ${last} -F ${engineLogFile} & read -r _; kill $!`
      : `tail -n ${last} ${engineLogFile}`
    return streamLines(this.#link, command, signal)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
